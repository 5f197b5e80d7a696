package io.llmclient.examples;

import io.llmclient.ChatResponse;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.OpenAi;
import java.util.ArrayList;
import java.util.List;

/**
 * The README's program, with whichever of the three keys are in the environment. It talks to the real services.
 *
 * <p>Exits with 0 when there was an answer, 1 when there was none, and 2 when there is no key.
 */
public final class QuickStart {

    private QuickStart() {}

    public static void main(String[] args) {
        String question = args.length > 0 ? String.join(" ", args) : "Explain quantum computing in two sentences.";
        List<String> keys = new ArrayList<>();
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder();
        if (isSet("OPENAI_API_KEY", keys)) {
            builder.provider(OpenAi.fromEnv().model("gpt-5.6-terra"));
        }
        if (isSet("ANTHROPIC_API_KEY", keys)) {
            builder.provider(Anthropic.fromEnv().model("claude-sonnet-5-5"));
        }
        if (isSet("GEMINI_API_KEY", keys)) {
            builder.provider(Gemini.fromEnv().model("gemini-3.8-flash"));
        }
        if (keys.isEmpty()) {
            System.err.println("No key found: set at least one of OPENAI_API_KEY, ANTHROPIC_API_KEY and GEMINI_API_KEY,"
                    + " for example with `export OPENAI_API_KEY=sk-...`, and run this again.");
            System.exit(2);
        }
        System.exit(ask(builder, question) ? 0 : 1);
    }

    private static boolean ask(ResilientLlmClient.Builder builder, String question) {
        try (LlmClient client = builder.build()) {
            ChatResponse answer = client.chat(question);
            System.out.println(answer.text());
            System.out.println(answer.route());
            return true;
        } catch (LlmException failure) {
            System.err.println(failure.getMessage());
            return false;
        }
    }

    private static boolean isSet(String variable, List<String> found) {
        String value = System.getenv(variable);
        boolean set = value != null && !value.isBlank();
        if (set) {
            found.add(variable);
        }
        return set;
    }
}
