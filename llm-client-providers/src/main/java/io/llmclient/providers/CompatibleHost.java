package io.llmclient.providers;

import static io.llmclient.spi.Feature.FORCED_TOOL_CHOICE;
import static io.llmclient.spi.Feature.IMAGE_URLS;
import static io.llmclient.spi.Feature.JSON_SCHEMA;
import static io.llmclient.spi.Feature.NO_TOOL_CHOICE;
import static io.llmclient.spi.Feature.PARALLEL_TOOL_SWITCH;
import static io.llmclient.spi.Feature.PENALTIES;
import static io.llmclient.spi.Feature.SEED;
import static io.llmclient.spi.Feature.STOP;
import static io.llmclient.spi.Feature.STRICT_TOOLS;
import static io.llmclient.spi.Feature.TEMPERATURE;
import static io.llmclient.spi.Feature.THINKING_BUDGET;
import static io.llmclient.spi.Feature.THOUGHTS_ALONE;
import static io.llmclient.spi.Feature.TOOLS;
import static io.llmclient.spi.Feature.TOP_P;

import io.llmclient.FailureKind;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.core.http.Quirks;
import io.llmclient.providers.internal.models.HostedModels;
import io.llmclient.providers.internal.models.ModelRules;
import io.llmclient.providers.internal.models.ModelTable;
import io.llmclient.providers.internal.openai.OpenAiChat;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services and local servers that speak OpenAI's chat completions: where they are, and in what they differ.
 *
 * <pre>{@code
 * CompatibleHost.GROQ.fromEnv().model("openai/gpt-oss-120b")
 * }</pre>
 *
 * <p>A host is known with what it makes of some of its models. What is left out of others, such as a JSON schema where
 * only some take it, is sent once you say that your model takes it: {@code .capabilities(can -> can.with(Feature.JSON_SCHEMA))}. A service that is not here is declared
 * with {@link OpenAiCompatible}. In routes and routings the name is the constant's in lower case, with {@code -} for
 * {@code _}.
 *
 * <p>Sources, as of November 2026: addresses and variables are those of models.dev and of the services' own pages. Each
 * row says where its differences are from: <em>recorded</em> traffic, the service's <em>documentation</em>, or the
 * source of <em>clients</em> and gateways that speak to it. Where nothing is said, it behaves as most do.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists cannot change, and its functions keep nothing
public enum CompatibleHost {

    /** Baseten's model APIs; a dedicated deployment has an address of its own. Clients. */
    BASETEN("https://inference.baseten.co/v1", "BASETEN_API_KEY"),

    /**
     * Amazon Bedrock's own chat completions, in the region in {@code AWS_REGION}, with a Bedrock API key. Recorded.
     */
    BEDROCK_MANTLE("https://bedrock-mantle.{AWS_REGION}.api.aws/v1", "AWS_BEARER_TOKEN_BEDROCK"),

    /** Cerebras: 400 to penalties, and gpt-oss cannot be made to call a tool. Documentation, clients. */
    CEREBRAS(
            "https://api.cerebras.ai/v1",
            "CEREBRAS_API_KEY",
            wire -> wire.withMaxTokensField("max_completion_tokens").withReasoningFields("reasoning"),
            can -> can.with(STRICT_TOOLS).without(PENALTIES, FORCED_TOOL_CHOICE),
            HostedModels.CEREBRAS),

    /**
     * Cloudflare Workers AI, of the account in {@code CLOUDFLARE_ACCOUNT_ID}. Without {@code maxOutputTokens} an answer
     * ends after 256 tokens; a JSON schema is taken by some models only, and never in a stream. Documentation.
     */
    CLOUDFLARE(
            "https://api.cloudflare.com/client/v4/accounts/{CLOUDFLARE_ACCOUNT_ID}/ai/v1",
            "CLOUDFLARE_API_TOKEN CLOUDFLARE_API_KEY",
            UnaryOperator.identity(),
            can -> can.without(JSON_SCHEMA)),

    /** Crusoe Cloud. Recorded. */
    CRUSOE(
            "https://api.inference.crusoecloud.com/v1",
            "CRUSOE_API_KEY",
            wire -> wire.withReasoningFields("reasoning"),
            UnaryOperator.identity()),

    /**
     * Alibaba's Model Studio (Qwen) for keys of its international region; one of China's is asked at {@code
     * .baseUrl("https://dashscope.aliyuncs.com/compatible-mode/v1")}. A thinking model cannot be made to call a tool,
     * and a JSON schema is taken by some models only. Documentation.
     */
    DASHSCOPE(
            "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            "DASHSCOPE_API_KEY ALIBABA_API_KEY",
            wire -> wire.withCacheControl(true),
            can -> can.with(PARALLEL_TOOL_SWITCH).without(FORCED_TOOL_CHOICE, JSON_SCHEMA),
            HostedModels.DASHSCOPE),

    /** Databricks, of the workspace in {@code DATABRICKS_HOST}; a model is an endpoint's name. Documentation. */
    DATABRICKS(
            "https://{DATABRICKS_HOST}/serving-endpoints",
            "DATABRICKS_TOKEN",
            UnaryOperator.identity(),
            can -> can.with(STRICT_TOOLS)),

    /** DeepInfra. Clients. */
    DEEPINFRA("https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_KEY DEEPINFRA_TOKEN", HostedModels.DEEPINFRA),

    /**
     * DeepSeek. It thinks unless told otherwise, then cannot be made to call a tool, and answers 400 to an assistant
     * message in a tool loop without {@code reasoning_content}. Usage in streams comes unasked. Recorded,
     * documentation.
     */
    DEEPSEEK(
            "https://api.deepseek.com",
            "DEEPSEEK_API_KEY",
            wire -> wire.withStreamUsage(false)
                    .withReasoningFields("reasoning_content")
                    .withReasoningRequired(true),
            can -> can.without(FORCED_TOOL_CHOICE, JSON_SCHEMA),
            HostedModels.DEEPSEEK),

    /** Featherless. Clients. */
    FEATHERLESS("https://api.featherless.ai/v1", "FEATHERLESS_API_KEY"),

    /** Fireworks. Documentation, clients. */
    FIREWORKS(
            "https://api.fireworks.ai/inference/v1",
            "FIREWORKS_API_KEY",
            UnaryOperator.identity(),
            can -> can.with(STRICT_TOOLS),
            HostedModels.FIREWORKS),

    /** Friendli's serverless endpoints. Clients. */
    FRIENDLI("https://api.friendli.ai/serverless/v1", "FRIENDLI_TOKEN"),

    /** Groq: a JSON schema is taken by some models only. Recorded, documentation. */
    GROQ(
            "https://api.groq.com/openai/v1",
            "GROQ_API_KEY",
            wire -> wire.withMaxTokensField("max_completion_tokens"),
            can -> can.with(PARALLEL_TOOL_SWITCH),
            HostedModels.GROQ),

    /** Heroku's managed inference in the United States. Clients. */
    HEROKU("https://us.inference.heroku.com/v1", "HEROKU_INFERENCE_KEY"),

    /** The router of Hugging Face: {@code :cheapest}, {@code :fastest} or a provider may follow a model. Recorded. */
    HUGGINGFACE("https://router.huggingface.co/v1", "HF_TOKEN"),

    /** Hyperbolic. Clients. */
    HYPERBOLIC("https://api.hyperbolic.xyz/v1", "HYPERBOLIC_API_KEY"),

    /** A LiteLLM proxy on this machine. What a model does not take is a 400, unless it drops it. Clients. */
    LITELLM("http://localhost:4000/v1", "LITELLM_API_KEY"),

    /** A llama.cpp server on this machine; for tools it needs {@code --jinja}. Documentation. */
    LLAMA_CPP(
            "http://localhost:8080/v1",
            "LLAMA_CPP_API_KEY",
            UnaryOperator.identity(),
            can -> can.with(PARALLEL_TOOL_SWITCH)),

    /** LM Studio on this machine: images inline only. Documentation. */
    LM_STUDIO("http://localhost:1234/v1", "LMSTUDIO_API_KEY", UnaryOperator.identity(), can -> can.without(IMAGE_URLS)),

    /** Meta's Llama API. Clients. */
    META_LLAMA("https://api.llama.com/compat/v1", "LLAMA_API_KEY"),

    /**
     * MiniMax; China's is at {@code .baseUrl("https://api.minimaxi.com/v1")}. Usage in streams comes unasked.
     * Documentation, clients.
     */
    MINIMAX(
            "https://api.minimax.io/v1",
            "MINIMAX_API_KEY",
            wire -> wire.withStreamUsage(false).withThinkTags(true),
            can -> can.without(FORCED_TOOL_CHOICE, NO_TOOL_CHOICE, JSON_SCHEMA, PENALTIES)
                    .withMaxTemperature(1.0),
            HostedModels.MINIMAX),

    /**
     * Moonshot's Kimi; China's is at {@code .baseUrl("https://api.moonshot.cn/v1")}. Since Kimi K2.5 sampling is fixed
     * (400 to other values), and no tool can be required. Documentation.
     */
    MOONSHOT(
            "https://api.moonshot.ai/v1",
            "MOONSHOT_API_KEY MOONSHOTAI_API_KEY",
            wire -> wire.withReasoningFields("reasoning_content"),
            can -> can.without(FORCED_TOOL_CHOICE, TEMPERATURE, TOP_P),
            HostedModels.MOONSHOT),

    /** Nebius Token Factory. Clients. */
    NEBIUS("https://api.tokenfactory.nebius.com/v1", "NEBIUS_API_KEY"),

    /** Novita: usage in streams comes unasked. Recorded. */
    NOVITA(
            "https://api.novita.ai/openai",
            "NOVITA_API_KEY",
            wire -> wire.withStreamUsage(false).withThinkTags(true),
            UnaryOperator.identity()),

    /** Nvidia's hosted NIM; a container of your own is at {@code .baseUrl("http://localhost:8000/v1")}. Clients. */
    NVIDIA("https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY"),

    /** OpenRouter: thoughts are asked for by an object and come back as they were. Recorded, documentation. */
    OPENROUTER(
            "https://openrouter.ai/api/v1",
            "OPENROUTER_API_KEY",
            wire -> wire.withReasoningObject(true).withCacheControl(true),
            can -> can.with(PARALLEL_TOOL_SWITCH, STRICT_TOOLS, THINKING_BUDGET, THOUGHTS_ALONE)),

    /** OVHcloud AI Endpoints. Clients. */
    OVHCLOUD("https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", "OVHCLOUD_API_KEY"),

    /** Perplexity's Sonar: no tools. Usage in streams comes unasked, and in every event. Recorded, documentation. */
    PERPLEXITY(
            "https://api.perplexity.ai",
            "PERPLEXITY_API_KEY",
            wire -> wire.withStreamUsage(false).withThinkTags(true),
            can -> can.without(TOOLS, STOP, SEED),
            HostedModels.PERPLEXITY),

    /** SambaNova. Documentation. */
    SAMBANOVA(
            "https://api.sambanova.ai/v1",
            "SAMBANOVA_API_KEY",
            wire -> wire.withThinkTags(true),
            can -> can.with(PARALLEL_TOOL_SWITCH).without(PENALTIES, SEED)),

    /** Scaleway's generative APIs. Clients. */
    SCALEWAY("https://api.scaleway.ai/v1", "SCALEWAY_API_KEY"),

    /** SiliconFlow; China's is at {@code .baseUrl("https://api.siliconflow.cn/v1")}. Clients. */
    SILICONFLOW("https://api.siliconflow.com/v1", "SILICONFLOW_API_KEY"),

    /** Snowflake Cortex, of the account in {@code SNOWFLAKE_ACCOUNT}. Recorded. */
    SNOWFLAKE(
            "https://{SNOWFLAKE_ACCOUNT}.snowflakecomputing.com/api/v2/cortex/v1",
            "SNOWFLAKE_TOKEN SNOWFLAKE_CORTEX_PAT",
            wire -> wire.withMaxTokensField("max_completion_tokens").withReasoningObject(true),
            can -> can.with(THINKING_BUDGET, THOUGHTS_ALONE)),

    /** Together. Recorded. */
    TOGETHER(
            "https://api.together.xyz/v1",
            "TOGETHER_API_KEY",
            wire -> wire.withThinkTags(true),
            UnaryOperator.identity(),
            HostedModels.TOGETHER),

    /** Vercel's AI gateway. Documentation. */
    VERCEL("https://ai-gateway.vercel.sh/v1", "AI_GATEWAY_API_KEY VERCEL_OIDC_TOKEN"),

    /**
     * A vLLM server on this machine; for tools it needs a tool parser. Which of the two fields for thoughts it reads
     * depends on its version. Documentation.
     */
    VLLM(
            "http://localhost:8000/v1",
            "VLLM_API_KEY",
            wire -> wire.withReasoningFields("reasoning", "reasoning_content"),
            UnaryOperator.identity()),

    /** Weights &amp; Biases Inference. Clients. */
    WANDB("https://api.inference.wandb.ai/v1", "WANDB_API_KEY"),

    /** xAI's Grok: its thinking models answer 400 to stop texts and penalties. Recorded, documentation. */
    XAI(
            "https://api.x.ai/v1",
            "XAI_API_KEY",
            wire -> wire.withMaxTokensField("max_completion_tokens"),
            can -> can.with(PARALLEL_TOOL_SWITCH).without(STOP, PENALTIES)),

    /**
     * Z.ai's GLM; China's is at {@code .baseUrl("https://open.bigmodel.cn/api/paas/v4")}. No tool can be required or
     * forbidden. Usage in streams comes unasked. Recorded, documentation.
     */
    ZAI(
            "https://api.z.ai/api/paas/v4",
            "ZAI_API_KEY ZHIPU_API_KEY",
            CompatibleHost::zai,
            can -> can.without(FORCED_TOOL_CHOICE, NO_TOOL_CHOICE, JSON_SCHEMA),
            HostedModels.ZAI);

    /** What stands in an address for what each customer has of their own: the variable that holds it. */
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final String baseUrl;
    private final List<String> variables;
    private final UnaryOperator<Quirks> quirks;
    private final UnaryOperator<Capabilities> capabilities;
    private final ModelTable<ModelRules> models;

    CompatibleHost(String baseUrl, String variables) {
        this(baseUrl, variables, HostedModels.AS_THEY_ARE);
    }

    CompatibleHost(String baseUrl, String variables, ModelTable<ModelRules> models) {
        this(baseUrl, variables, UnaryOperator.identity(), UnaryOperator.identity(), models);
    }

    CompatibleHost(
            String baseUrl, String variables, UnaryOperator<Quirks> quirks, UnaryOperator<Capabilities> capabilities) {
        this(baseUrl, variables, quirks, capabilities, HostedModels.AS_THEY_ARE);
    }

    CompatibleHost(
            String baseUrl,
            String variables,
            UnaryOperator<Quirks> quirks,
            UnaryOperator<Capabilities> capabilities,
            ModelTable<ModelRules> models) {
        this.baseUrl = baseUrl;
        this.variables = List.of(variables.split(" "));
        this.quirks = quirks;
        this.capabilities = capabilities;
        this.models = models;
    }

    /**
     * With the key in the service's environment variable, such as {@code GROQ_API_KEY}, or several keys in it,
     * separated by commas; a local server needs none. It is asked at its own address, or else at that in the variable
     * of the constant's name, such as {@code GROQ_BASE_URL}. An account, region or host in the address is read from its
     * own variable.
     *
     * @throws IllegalStateException when a variable is not set; the message names it
     * @throws IllegalArgumentException as {@link #withKeys(String...)}
     */
    public HttpProvider fromEnv() {
        return from(System.getenv());
    }

    HttpProvider from(Map<String, String> environment) {
        String address = Environment.optional(environment, name() + "_BASE_URL");
        return provider(address == null ? url(environment) : address, auth(environment));
    }

    private String url(Map<String, String> environment) {
        Matcher place = PLACE.matcher(baseUrl);
        return place.find()
                ? url(Environment.value(environment, label() + ".in(place, auth)", place.group(1)))
                : baseUrl;
    }

    private Auth auth(Map<String, String> environment) {
        String[] names = variables.toArray(String[]::new);
        return isLocal() && Environment.optional(environment, names) == null
                ? Auth.none()
                : Auth.bearer(Environment.keys(environment, label(), names));
    }

    /**
     * With this key.
     *
     * @throws IllegalStateException when the address needs more than a key: see {@link #in}
     */
    public HttpProvider withKey(String key) {
        return with(Auth.bearer(key));
    }

    /**
     * With several keys: each attempt shows one of them, and one that is bad or limited rests while the others work.
     *
     * @throws IllegalArgumentException when there is none, or one is blank or there twice
     * @throws IllegalStateException as {@link #withKey(String)}
     */
    public HttpProvider withKeys(String... keys) {
        return with(Auth.bearer(keys));
    }

    /**
     * With a key that may change: it is asked for on every attempt.
     *
     * @throws IllegalStateException as {@link #withKey(String)}
     */
    public HttpProvider withKey(Supplier<String> key) {
        return with(Auth.bearer(key));
    }

    /**
     * Without a key, as most local servers are.
     *
     * @throws IllegalStateException as {@link #withKey(String)}
     */
    public HttpProvider withoutKey() {
        return with(Auth.none());
    }

    /**
     * For a service whose address holds something of the customer's own: {@code CLOUDFLARE.in(accountId,
     * Auth.bearer(key))}.
     *
     * @param place the account, region or host
     * @throws IllegalArgumentException when the address of this service is the same for all, or cannot hold the place
     */
    public HttpProvider in(String place, Auth auth) {
        if (!hasPlace()) {
            throw new IllegalArgumentException(label() + " has one address for all customers");
        }
        return provider(url(place), auth);
    }

    /** Hosts are often written with {@code https://} before them. */
    private String url(String place) {
        String bare = place.strip().replaceFirst("^https://", "").replaceFirst("/$", "");
        if (!bare.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("the address " + baseUrl + " cannot hold \"" + place + "\"");
        }
        return PLACE.matcher(baseUrl).replaceFirst(bare);
    }

    private HttpProvider with(Auth auth) {
        if (hasPlace()) {
            throw new IllegalStateException("the address " + baseUrl + " is not complete; call " + label()
                    + ".in(place, auth), or fromEnv() with that variable set");
        }
        return provider(baseUrl, auth);
    }

    private HttpProvider provider(String url, Auth auth) {
        return HttpProvider.of(
                        name().toLowerCase(Locale.ROOT).replace('_', '-'), OpenAiChat.compatible(models), url, auth)
                .quirks(quirks)
                .capabilities(capabilities);
    }

    boolean hasPlace() {
        return PLACE.matcher(baseUrl).find();
    }

    /** Whether it runs on the machine of its user. */
    boolean isLocal() {
        return baseUrl.startsWith("http:");
    }

    /** What it makes of the models that it serves. */
    ModelTable<ModelRules> models() {
        return models;
    }

    /** Where its key may be, the first that is set counts. */
    List<String> variables() {
        return variables;
    }

    private String label() {
        return "CompatibleHost." + name();
    }

    /** Its codes are numbers of its own, and most come with 429 whatever is wrong. */
    private static Quirks zai(Quirks wire) {
        Quirks all = wire.withStreamUsage(false).withReasoningFields("reasoning_content");
        all = codes(all, FailureKind.AUTHENTICATION, "1000", "1001", "1002", "1003", "1004", "1100");
        all = codes(all, FailureKind.PERMISSION, "1110", "1111", "1112", "1121", "1220");
        all = codes(all, FailureKind.QUOTA_EXHAUSTED, "1113", "1304", "1308", "1309", "1310");
        all = codes(all, FailureKind.INVALID_REQUEST, "1210", "1212", "1213", "1214", "1215");
        all = codes(all, FailureKind.MODEL_UNAVAILABLE, "1211", "1221", "1222");
        all = codes(all, FailureKind.SERVER_ERROR, "1230", "1234");
        all = codes(all, FailureKind.CONTEXT_TOO_LONG, "1261");
        all = codes(all, FailureKind.CONTENT_FILTERED, "1300", "1301");
        all = codes(all, FailureKind.RATE_LIMITED, "1302", "1303");
        return codes(all, FailureKind.OVERLOADED, "1305", "1312");
    }

    private static Quirks codes(Quirks wire, FailureKind kind, String... codes) {
        Quirks all = wire;
        for (String code : codes) {
            all = all.withErrorCode(code, kind);
        }
        return all;
    }
}
