package io.llmclient.providers.recordings;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.core.http.Quirks;
import io.llmclient.providers.AzureOpenAi;
import io.llmclient.providers.CompatibleHost;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiCompatible;
import io.llmclient.providers.OpenAiResponses;
import io.llmclient.spi.Feature;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The services that speak OpenAI chat, declared as an application would: by their rows where they have one, else by
 * what one takes beyond the rest, and how it spells it.
 */
final class OpenAiHosts {

    /**
     * What is kept from a service, although many of them or some of its models take it; a recorded request shows that
     * its service did.
     */
    private static final Feature[] TAKEN = {
        Feature.FORCED_TOOL_CHOICE,
        Feature.JSON_SCHEMA,
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

    private static final Set<CompatibleHost> HAVE_A_PLACE = Set.of(
            CompatibleHost.BEDROCK_MANTLE,
            CompatibleHost.CLOUDFLARE,
            CompatibleHost.DATABRICKS,
            CompatibleHost.SNOWFLAKE);

    /** The services under names of their recordings that are not those of their rows. */
    private static final Map<String, CompatibleHost> OTHER_NAMES = Map.of(
            "alibaba", CompatibleHost.DASHSCOPE,
            "litellm-proxy", CompatibleHost.LITELLM);

    private OpenAiHosts() {}

    static HttpProvider provider(Recording recording, String baseUrl) {
        return declared(recording, baseUrl).baseUrl(baseUrl).model(recording.model());
    }

    private static HttpProvider declared(Recording recording, String baseUrl) {
        CompatibleHost host = host(recording.provider());
        if (recording.provider().equals("openai")) {
            return OpenAi.withKey(Api.KEY)
                    .capabilities(known -> known.with(Feature.METADATA)); // only kept where the answer is stored
        }
        if (recording.provider().equals("azure")) {
            return AzureOpenAi.withKey(baseUrl, Api.KEY);
        }
        if (host != null) {
            // DeepSeek's recordings are older than its wish for the field of thoughts on every message.
            return (HAVE_A_PLACE.contains(host) ? host.in("place", Auth.bearer(Api.KEY)) : host.withKey(Api.KEY))
                    .capabilities(known -> known.with(TAKEN))
                    .quirks(quirks -> quirks.withReasoningRequired(false));
        }
        return OpenAiCompatible.at(recording.provider(), baseUrl, Api.KEY)
                .capabilities(known -> known.with(TAKEN))
                .quirks(quirks -> spelling(quirks, recording.canonicalRequest().get("wire")));
    }

    private static CompatibleHost host(String provider) {
        String constant = provider.replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(CompatibleHost.values())
                .filter(host -> host.name().equals(constant))
                .findFirst()
                .orElse(OTHER_NAMES.get(provider));
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
