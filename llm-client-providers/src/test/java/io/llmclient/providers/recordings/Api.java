package io.llmclient.providers.recordings;

import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Bedrock;
import io.llmclient.providers.BedrockAnthropic;
import io.llmclient.providers.Cohere;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.Mistral;
import io.llmclient.providers.Ollama;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One row for each API that the library speaks. A new dialect joins by a row.
 *
 * @param name as the recordings name it
 * @param provider declares, as an application would, the provider that a recording was made with, at the given base URL
 * @param normaliser brings the body of a request to one spelling, in place
 */
record Api(
        String name, BiFunction<Recording, String, HttpProvider> provider, Consumer<Map<String, Object>> normaliser) {

    /** Any key will do on loopback. */
    static final String KEY = "test-key";

    private static final List<Api> ALL = List.of(
            new Api("openai.chat", OpenAiHosts::provider, OpenAiNormaliser::normalise),
            new Api("openai.responses", OpenAiHosts::responses, ResponsesNormaliser::normalise),
            new Api("mistral.chat", Api::mistral, OpenAiNormaliser::mistral),
            new Api("anthropic.messages", Api::anthropic, AnthropicNormaliser::normalise),
            new Api("gemini.generateContent", Api::gemini, GeminiNormaliser::normalise),
            new Api("cohere.v2.chat", Api::cohere, CohereNormaliser::normalise),
            new Api("ollama.chat", Api::ollama, OllamaNormaliser::normalise),
            new Api("bedrock.converse", Api::bedrock, BedrockNormaliser::normalise),
            new Api("bedrock.invoke.anthropic", Api::bedrockAnthropic, AnthropicNormaliser::normalise));

    /** The row of a recording; none where the library does not speak its API. */
    static Optional<Api> of(Recording recording) {
        return ALL.stream().filter(api -> api.name.equals(recording.api())).findFirst();
    }

    private static HttpProvider mistral(Recording recording, String baseUrl) {
        return Mistral.withKey(KEY).baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider anthropic(Recording recording, String baseUrl) {
        return Anthropic.withKey(KEY).baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider gemini(Recording recording, String baseUrl) {
        HttpProvider provider = recording.provider().equals("vertex")
                ? Gemini.onVertex("test-project", "global", () -> KEY)
                : Gemini.withKey(KEY);
        return provider.baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider cohere(Recording recording, String baseUrl) {
        return Cohere.withKey(KEY).baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider ollama(Recording recording, String baseUrl) {
        return Ollama.local().baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider bedrock(Recording recording, String baseUrl) {
        return Bedrock.withKey("us-east-1", KEY).baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider bedrockAnthropic(Recording recording, String baseUrl) {
        return BedrockAnthropic.withKey("us-east-1", KEY).baseUrl(baseUrl).model(recording.modelInPath());
    }

    /** The body in the one spelling that all equal bodies share. */
    Tree normalised(Tree body) {
        @SuppressWarnings("unchecked") // a copy of an object is a map
        Map<String, Object> copy = (Map<String, Object>) Normal.copy(body.value());
        normaliser.accept(copy);
        return new Tree(copy);
    }

    @Override
    public String toString() {
        return name;
    }
}
