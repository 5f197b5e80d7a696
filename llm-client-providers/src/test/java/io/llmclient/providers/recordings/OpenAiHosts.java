package io.llmclient.providers.recordings;

import io.llmclient.core.http.HttpProvider;
import io.llmclient.core.http.Quirks;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiCompatible;
import io.llmclient.providers.OpenAiResponses;
import io.llmclient.spi.Feature;

/**
 * The services that speak OpenAI chat, declared as an application would: what one takes beyond the rest is said, and
 * how it spells it.
 */
final class OpenAiHosts {

    /** What is kept from an unknown service, although many take it; a recorded request shows that its service did. */
    private static final Feature[] TAKEN = {
        Feature.STRICT_TOOLS,
        Feature.PARALLEL_TOOL_SWITCH,
        Feature.TOOL_CHOICE_SUBSET,
        Feature.DOCUMENTS,
        Feature.AUDIO,
        Feature.SYSTEM_ANYWHERE,
        Feature.REPEATED_ROLES,
        Feature.ASSISTANT_FIRST,
        Feature.ASSISTANT_LAST
    };

    private OpenAiHosts() {}

    static HttpProvider provider(Recording recording, String baseUrl) {
        HttpProvider provider = recording.provider().equals("openai")
                ? OpenAi.withKey(Api.KEY)
                        .baseUrl(baseUrl)
                        .capabilities(known -> known.with(Feature.METADATA)) // only kept where the answer is stored
                : OpenAiCompatible.at(recording.provider(), baseUrl, Api.KEY)
                        .capabilities(known -> known.with(TAKEN))
                        .quirks(quirks ->
                                spelling(quirks, recording.canonicalRequest().get("wire")));
        return provider.model(recording.model());
    }

    static HttpProvider responses(Recording recording, String baseUrl) {
        HttpProvider provider = recording.provider().equals("openai")
                ? OpenAiResponses.withKey(Api.KEY).baseUrl(baseUrl)
                : OpenAiResponses.at(recording.provider(), baseUrl, Api.KEY).capabilities(known -> known.with(TAKEN));
        return provider.model(recording.model());
    }

    /** The spelling that the recorded client used where services differ. Marks for the cache are OpenRouter's. */
    private static Quirks spelling(Quirks quirks, Tree wire) {
        return quirks.withReasoningFields(wire.get("reasoningFields").texts().toArray(String[]::new))
                .withReasoningObject("reasoning".equals(wire.text("reasoningSpelling")))
                .withCacheControl(true);
    }
}
