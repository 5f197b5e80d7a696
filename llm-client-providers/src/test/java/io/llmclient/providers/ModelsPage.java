package io.llmclient.providers;

import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.models.BedrockModel;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import io.llmclient.providers.internal.models.CohereModels;
import io.llmclient.providers.internal.models.GeminiModel;
import io.llmclient.providers.internal.models.MistralModels;
import io.llmclient.providers.internal.models.ModelTable;
import io.llmclient.providers.internal.models.OpenAiModels;
import io.llmclient.providers.internal.models.OpenModels;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes docs/models.md: what each provider says of each model, asked as an application would ask it. */
final class ModelsPage {

    private static final String UNKNOWN = "some-model";

    private static final String HEAD = """
            # What the library believes of models

            Written from the tables in `io.llmclient.providers.internal.models`; do not edit it, see `ModelsPageTest`. What is \
            wrong or missing here you can say yourself, for any model:

            ```java
            HttpProvider mine = OpenAi.withKey("key")
                    .model("gpt-7-preview")
                    .capabilities(known -> known.without(Feature.TEMPERATURE).withContextWindow(2_000_000));
            ```

            A **name** fits the beginning of a model's id, or what follows a `/` or `.` in it. A version ends where the name \
            ends: `gpt-5` is not `gpt-5.1`. `*` stands for anything. The first row that fits counts.

            **window** and **output** are tokens, empty where unknown. A larger `maxOutputTokens` is lowered to **output**; \
            after a `CONTEXT_TOO_LONG` models with no larger **window** are passed over.

            A mark says that nothing is known against it; only where a model is known to lack something, or most are, it is \
            missing.

            | column | ✓ means that it can |
            |---|---|
            | tools | be offered tools |
            | parallel | be told whether to call several at once |
            | forced | be made to call one |
            | images, docs, audio | be shown them: `✓` inline and by URL, `i` inline only, `u` by URL only; audio goes inline |
            | schema | be held to a JSON schema |
            | thinks | be told how much to think; `u` where it thinks unasked, too |
            | levels | of thinking that it knows; empty for any. Another wish becomes the next weaker one that thinks, or else the weakest |
            | system | be given system messages anywhere; without, late ones become user messages |
            | as of | when this was known; without, it is a guess: a model newer than the table, or what the dialect takes of most |

            What happens where something is missing, the comments of `Feature` say.
            """;

    private static final String COLUMNS = """
            | model | window | output | tools | parallel | forced | images | docs | audio | schema | thinks | levels | system | as of |
            |---|--:|--:|:-:|:-:|:-:|:-:|:-:|:-:|:-:|:-:|---|:-:|---|
            """;

    private record Line(String label, String cells) {}

    private final StringBuilder page = new StringBuilder(HEAD);

    private ModelsPage() {}

    static String write() {
        ModelsPage page = new ModelsPage();
        page.family("`OpenAi`, by chat completions", OpenAi.withKey("key"), OpenAiModels.TABLE);
        page.family("`OpenAiResponses`", OpenAiResponses.withKey("key"), OpenAiModels.TABLE);
        page.family("`AzureOpenAi`", AzureOpenAi.withKey("https://r.openai.azure.com", "key"), OpenAiModels.TABLE);
        page.family("`Anthropic`, also on Vertex AI", Anthropic.withKey("key"), ClaudeGeneration.TABLE);
        page.family("`BedrockAnthropic`", BedrockAnthropic.withKey("us-east-1", "key"), ClaudeGeneration.TABLE);
        page.bedrock(Bedrock.withKey("us-east-1", "key"));
        page.family("`Gemini`, also on Vertex AI", Gemini.withKey("key"), GeminiModel.TABLE);
        page.family("`Mistral`", Mistral.withKey("key"), MistralModels.TABLE);
        page.family("`Cohere`", Cohere.withKey("key"), CohereModels.TABLE);
        page.family("`Ollama`", Ollama.local(), OpenModels.TABLE);
        page.family(
                "`OpenAiCompatible`: open models, whose windows hold at every `CompatibleHost` and at `Bedrock`",
                OpenAiCompatible.at("any", "https://llm.example.com/v1", "key"),
                OpenModels.TABLE);
        page.hosts();
        return page.page.toString();
    }

    /** Claude's models in place of the one line that stands for them. */
    private void bedrock(HttpProvider provider) {
        List<Line> lines = lines(provider, ClaudeGeneration.TABLE, "anthropic.", "");
        lines(provider, BedrockModel.TABLE, "", "").stream()
                .filter(line -> !line.label.equals("`anthropic.`"))
                .forEach(lines::add);
        family("`Bedrock`", provider, lines);
    }

    private void family(String title, HttpProvider provider, ModelTable<?> models) {
        family(title, provider, lines(provider, models, "", ""));
    }

    private void family(String title, HttpProvider provider, List<Line> lines) {
        lines.add(new Line("any other", cells(provider.model(UNKNOWN).capabilities())));
        table(title, lines);
    }

    private void hosts() {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        List<Line> models = new ArrayList<>();
        for (CompatibleHost host : CompatibleHost.values()) {
            HttpProvider provider = provider(host);
            alike.computeIfAbsent(cells(provider.model(UNKNOWN).capabilities()), same -> new ArrayList<>())
                    .add(provider.provider());
            models.addAll(lines(provider, host.models(), "", provider.provider() + " "));
        }
        List<Line> lines = new ArrayList<>();
        alike.forEach((cells, hosts) -> lines.add(new Line(String.join(", ", hosts), cells)));
        lines.addAll(models);
        table("`CompatibleHost`, and what is known of models there", lines);
    }

    private static HttpProvider provider(CompatibleHost host) {
        return host.hasPlace() ? host.in("place", Auth.bearer("key")) : host.withKey("key");
    }

    /** Each name is looked up as a model's id would be. */
    private static List<Line> lines(HttpProvider provider, ModelTable<?> models, String before, String label) {
        List<Line> lines = new ArrayList<>();
        for (ModelTable.Row<?> row : models.rows()) {
            for (String name : row.names()) {
                HttpProvider asked = provider.model(before + name.replace('*', 'x'));
                lines.add(new Line(label + "`" + name + "`", cells(asked.capabilities())));
            }
        }
        return lines;
    }

    /** Neighbours that say the same share a line; their order must stay, since the first that fits counts. */
    private void table(String title, List<Line> lines) {
        page.append("\n## ").append(title).append("\n\n").append(COLUMNS);
        String label = "";
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            label += label.isEmpty() ? line.label : ", " + line.label;
            if (i == lines.size() - 1 || !lines.get(i + 1).cells.equals(line.cells)) {
                page.append("| " + label + " | " + line.cells + " |\n");
                label = "";
            }
        }
    }

    private static String cells(Capabilities can) {
        return String.join(
                " | ",
                tokens(can.contextWindow()),
                tokens(can.maxOutputTokens()),
                mark(can, TOOLS),
                can.has(TOOLS) ? mark(can, PARALLEL_TOOL_SWITCH) : "",
                can.has(TOOLS) ? mark(can, FORCED_TOOL_CHOICE) : "",
                mark(can, IMAGES, IMAGE_URLS),
                mark(can, DOCUMENTS, DOCUMENT_URLS),
                mark(can, AUDIO),
                mark(can, JSON_SCHEMA),
                can.thinksUnasked() ? "u" : mark(can, REASONING),
                can.has(REASONING) ? levels(can) : "",
                mark(can, SYSTEM_ANYWHERE),
                can.asOf() == null ? "" : can.asOf().toString());
    }

    /** Neighbours are one range. */
    private static String levels(Capabilities can) {
        if (!can.has(THINKING_LEVELS)) {
            return "on, off";
        }
        List<String> levels = new ArrayList<>();
        boolean follows = false;
        for (Effort level : Effort.values()) {
            String word = level.name().toLowerCase(Locale.ROOT);
            boolean known = can.efforts().contains(level);
            if (known && follows) {
                int last = levels.size() - 1;
                levels.set(last, levels.get(last).replaceFirst("–.*", "") + "–" + word);
            } else if (known) {
                levels.add(word);
            }
            follows = known;
        }
        return String.join(", ", levels);
    }

    private static String tokens(@Nullable Integer tokens) {
        return tokens == null ? "" : String.format(Locale.ROOT, "%,d", tokens);
    }

    private static String mark(Capabilities can, Feature feature) {
        return can.has(feature) ? "✓" : "";
    }

    private static String mark(Capabilities can, Feature inline, Feature byUrl) {
        if (can.has(inline)) {
            return can.has(byUrl) ? "✓" : "i";
        }
        return can.has(byUrl) ? "u" : "";
    }
}
