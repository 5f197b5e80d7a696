package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.Message;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibleHostTest {

    /** What the services document or were recorded to want; all others take {@code max_tokens}. */
    private static final Set<CompatibleHost> MAX_COMPLETION_TOKENS =
            EnumSet.of(CompatibleHost.CEREBRAS, CompatibleHost.GROQ, CompatibleHost.SNOWFLAKE, CompatibleHost.XAI);

    /** They count in every stream; all others only when they are asked to. */
    private static final Set<CompatibleHost> COUNT_UNASKED = EnumSet.of(
            CompatibleHost.DEEPSEEK,
            CompatibleHost.MINIMAX,
            CompatibleHost.NOVITA,
            CompatibleHost.PERPLEXITY,
            CompatibleHost.ZAI);

    private static final Tool WEATHER = Tool.function("weather", "Tells it");

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_host_is_data_and_nothing_else() {
        assertThat(CompatibleHost.class)
                .as("an enum is final until a constant has code of its own")
                .isFinal();
    }

    @ParameterizedTest
    @EnumSource
    void an_address_is_https_or_on_this_machine(CompatibleHost host) {
        HttpProvider provider = declared(host).model("some-model");
        URI url = URI.create(provider.toString().replaceAll(".* at ([^,]+), .*", "$1"));

        provider.check();
        assertThat(url.getScheme()).isEqualTo(host.isLocal() ? "http" : "https");
        assertThat(url.getHost().equals("localhost")).isEqualTo(host.isLocal());
    }

    @Test
    void no_two_hosts_read_one_variable_or_have_one_address() {
        Stream<CompatibleHost> hosts = Arrays.stream(CompatibleHost.values());
        assertThat(hosts.flatMap(host -> host.variables().stream()))
                .doesNotHaveDuplicates()
                .allMatch(variable -> variable.matches("[A-Z0-9_]+"));
        assertThat(Arrays.stream(CompatibleHost.values())
                        .map(host -> declared(host).toString().replaceAll(".* at ", "")))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @EnumSource
    void a_host_is_asked_in_its_own_words(CompatibleHost host) {
        server.reply("Hi");
        ChatRequest question =
                ChatRequest.builder().user("Hello").maxOutputTokens(9).build();
        try (ResilientLlmClient client = client(declared(host))) {
            assertThat(client.chat(question).text()).isEqualTo("Hi");
        }
        ServerRequest request = server.takeRequest();

        assertThat(request.header("authorization")).isEqualTo("Bearer secret");
        assertThat(request.body())
                .contains(MAX_COMPLETION_TOKENS.contains(host) ? "\"max_completion_tokens\":9" : "\"max_tokens\":9")
                .doesNotContain("stream");
    }

    @ParameterizedTest
    @EnumSource
    void a_host_streams_and_is_asked_to_count_where_it_must_be(CompatibleHost host) {
        server.reply("Hi");
        try (ResilientLlmClient client = client(declared(host))) {
            assertThat(client.stream("Hello").response().text()).isEqualTo("Hi");
        }

        assertThat(server.takeRequest().body().contains("\"stream_options\":{\"include_usage\":true}"))
                .isEqualTo(!COUNT_UNASKED.contains(host));
    }

    @ParameterizedTest
    @CsvSource({
        "GROQ, JSON_SCHEMA",
        "CEREBRAS, PENALTIES",
        "CEREBRAS, FORCED_TOOL_CHOICE",
        "DEEPSEEK, JSON_SCHEMA",
        "DEEPSEEK, FORCED_TOOL_CHOICE",
        "MOONSHOT, TEMPERATURE",
        "MOONSHOT, FORCED_TOOL_CHOICE",
        "PERPLEXITY, TOOLS",
        "PERPLEXITY, STOP",
        "SAMBANOVA, SEED",
        "XAI, STOP",
        "XAI, PENALTIES",
        "ZAI, JSON_SCHEMA",
        "ZAI, NO_TOOL_CHOICE",
        "LM_STUDIO, IMAGE_URLS"
    })
    void a_host_is_not_asked_for_what_it_refuses(CompatibleHost host, Feature refused) {
        assertThat(declared(host).model("m").capabilities().has(refused)).isFalse();
        assertThat(OpenAiCompatible.at("any", "http://localhost").capabilities().has(refused))
                .isTrue();
    }

    @Test
    void groq_is_not_asked_for_a_schema_unless_its_model_takes_one() {
        ChatRequest question = ChatRequest.builder()
                .user("Hello")
                .responseFormat(new ResponseFormat.JsonSchema("answer", "{\"type\":\"object\"}", null, false))
                .build();

        assertThat(sent(declared(CompatibleHost.GROQ), question))
                .contains("\"response_format\":{\"type\":\"json_object\"}");
        assertThat(sent(declared(CompatibleHost.GROQ).capabilities(can -> can.with(Feature.JSON_SCHEMA)), question))
                .contains("\"response_format\":{\"type\":\"json_schema\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GROQ,      openai/gpt-oss-120b,                       131072,  65536",
        "GROQ,      llama-3.3-70b-versatile,                   131072,  32768",
        "CEREBRAS,  gpt-oss-120b,                              131072,  40960",
        "TOGETHER,  deepseek-ai/DeepSeek-V4-Pro,               524288,  393216",
        "FIREWORKS, accounts/fireworks/models/deepseek-v4-pro, 1048576, 393216",
        "DEEPINFRA, nvidia/llama-3.3-nemotron-super-49b,       131072,  ",
        "ZAI,       glm-5.3-flash,                             1048576, ",
        "ZAI,       glm-6,                                     ,        ",
        "NEBIUS,    openai/gpt-oss-120b,                       131072,  "
    })
    void a_model_is_as_large_as_its_host_lets_it_be(CompatibleHost host, String model, Integer window, Integer output) {
        Capabilities can = declared(host).model(model).capabilities();

        assertThat(can.contextWindow()).isEqualTo(window);
        assertThat(can.maxOutputTokens()).isEqualTo(output);
        assertThat(can.asOf() == null).isEqualTo(window == null);
    }

    @ParameterizedTest
    @CsvSource({
        "GROQ,     openai/gpt-oss-20b,          true",
        "GROQ,     meta-llama/llama-4-scout,    true",
        "GROQ,     llama-3.3-70b-versatile,     false",
        "MOONSHOT, kimi-k2.5,                   true",
        "MOONSHOT, kimi-k2-0905-preview,        false"
    })
    void a_schema_goes_to_those_models_that_take_one_there(CompatibleHost host, String model, boolean schema) {
        assertThat(declared(host).model(model).capabilities().has(Feature.JSON_SCHEMA))
                .isEqualTo(schema);
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "NOVITA", "PERPLEXITY", "SAMBANOVA", "TOGETHER"})
    void thoughts_in_tags_are_thoughts_at_hosts_that_write_them_so(CompatibleHost host) {
        server.reply("<think>\nTwo and two.\n</think>\n\nFour.");
        try (ResilientLlmClient client = client(declared(host))) {
            ChatResponse answer = client.stream("Hello").response();

            assertThat(answer.thinking()).isEqualTo("Two and two.\n");
            assertThat(answer.text()).isEqualTo("Four.");
        }
    }

    @Test
    void elsewhere_they_are_text() {
        server.reply("<think>Hm</think>Four.");
        try (ResilientLlmClient client = client(declared(CompatibleHost.GROQ))) {
            assertThat(client.chat("Hello").text()).isEqualTo("<think>Hm</think>Four.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GROQ,      openai/gpt-oss-120b,                          false",
        "GROQ,      llama-3.3-70b-versatile,                      false",
        "GROQ,      meta-llama/llama-4-scout,                     true",
        "TOGETHER,  meta-llama/Llama-3.2-90B-Vision,              true",
        "TOGETHER,  Qwen/Qwen3-Coder-480B,                        false",
        "TOGETHER,  Qwen/Qwen3-VL-235B-A22B-Instruct,             true",
        "DEEPINFRA, deepseek-ai/DeepSeek-R1-0528,                 false",
        "MOONSHOT,  kimi-k2-0905-preview,                         false",
        "MOONSHOT,  kimi-k2.5,                                    true",
        "ZAI,       glm-4.6,                                      false",
        "ZAI,       glm-4.6v,                                     true"
    })
    void images_go_to_no_model_that_is_known_not_to_see(CompatibleHost host, String model, boolean sees) {
        assertThat(declared(host).model(model).capabilities().has(Feature.IMAGES))
                .isEqualTo(sees);
    }

    @Test
    void moonshot_is_not_told_to_use_a_tool() {
        ChatRequest question = ChatRequest.builder()
                .user("Hello")
                .tool(WEATHER)
                .toolChoice(ToolChoice.required())
                .build();

        assertThat(sent(declared(CompatibleHost.MOONSHOT), question))
                .contains("\"tools\"")
                .doesNotContain("required\"");
    }

    @Test
    void deep_seek_gets_the_field_of_thoughts_with_every_assistant_message() {
        ChatRequest question = ChatRequest.builder()
                .message(Message.user("Hello"))
                .message(new Message.Assistant(List.of(Content.text("Hi"))))
                .message(Message.user("And now?"))
                .build();

        assertThat(sent(declared(CompatibleHost.DEEPSEEK), question))
                .contains("\"role\":\"assistant\",\"content\":\"Hi\",\"reasoning_content\":\"\"");
        assertThat(sent(declared(CompatibleHost.MOONSHOT), question)).doesNotContain("reasoning_content");
    }

    @ParameterizedTest
    @CsvSource({"1113, QUOTA_EXHAUSTED", "1302, RATE_LIMITED", "1000, AUTHENTICATION", "1211, MODEL_UNAVAILABLE"})
    void the_numbers_of_zai_say_what_its_status_does_not(String code, FailureKind kind) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}";

        assertThat(Refused.by(declared(CompatibleHost.ZAI), 429, body).kind()).isEqualTo(kind);
    }

    @Test
    void key_and_place_come_from_the_environment() {
        HttpProvider provider = CompatibleHost.CLOUDFLARE.from(
                Map.of("CLOUDFLARE_API_KEY", "secret", "CLOUDFLARE_ACCOUNT_ID", "abc123"));

        assertThat(provider)
                .hasToString("cloudflare/ (openai.chat at https://api.cloudflare.com/client/v4/accounts/abc123/ai/v1,"
                        + " authorization: Bearer ***)");
    }

    @Test
    void another_address_comes_from_the_environment() {
        HttpProvider provider = CompatibleHost.MOONSHOT.from(
                Map.of("MOONSHOT_API_KEY", "secret", "MOONSHOT_BASE_URL", "https://api.moonshot.cn/v1"));

        assertThat(provider).asString().contains("at https://api.moonshot.cn/v1,");
    }

    @Test
    void a_host_may_be_given_with_its_scheme() {
        assertThat(CompatibleHost.DATABRICKS.in("https://dbc-1.cloud.databricks.com/", Auth.bearer("secret")))
                .asString()
                .contains("at https://dbc-1.cloud.databricks.com/serving-endpoints,");
    }

    @Test
    void what_is_missing_is_named_with_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CompatibleHost.GROQ.from(Map.of()))
                .withMessage("GROQ_API_KEY is not set; set it, or call CompatibleHost.GROQ.withKey(key)");
        assertThatIllegalStateException()
                .isThrownBy(() -> CompatibleHost.CLOUDFLARE.from(Map.of("CLOUDFLARE_API_TOKEN", "secret")))
                .withMessage(
                        "CLOUDFLARE_ACCOUNT_ID is not set; set it, or call CompatibleHost.CLOUDFLARE.in(place, auth)");
        assertThatIllegalStateException()
                .isThrownBy(() -> CompatibleHost.CLOUDFLARE.withKey("secret"))
                .withMessageContaining("CompatibleHost.CLOUDFLARE.in(place, auth)");
    }

    @Test
    void a_place_is_not_the_rest_of_an_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompatibleHost.SNOWFLAKE.in("evil.example/?", Auth.none()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompatibleHost.GROQ.in("somewhere", Auth.none()))
                .withMessageContaining("one address");
    }

    @Test
    void a_local_server_needs_no_key() {
        assertThat(CompatibleHost.VLLM.from(Map.of()).model("qwen3"))
                .hasToString("vllm/qwen3 (openai.chat at http://localhost:8000/v1, no key)");
        assertThat(CompatibleHost.LM_STUDIO.withoutKey())
                .asString()
                .contains("lm-studio/")
                .contains("no key");
    }

    @Test
    void a_host_is_named_after_its_constant() {
        assertThat(declared(CompatibleHost.LLAMA_CPP).provider()).isEqualTo("llama-cpp");
    }

    @Test
    void several_keys_make_a_pool() {
        assertThat(CompatibleHost.GROQ.withKeys("a", "b").keys()).isEqualTo(2);
        assertThat(CompatibleHost.GROQ.from(Map.of("GROQ_API_KEY", "a,b,c")).keys())
                .isEqualTo(3);
        assertThat(CompatibleHost.GROQ.withKey(() -> "changing").keys()).isEqualTo(1);
    }

    /** As its environment would declare it, wherever an account or region is needed. */
    private static HttpProvider declared(CompatibleHost host) {
        return host.from(Map.of(
                host.variables().get(0),
                "secret",
                "AWS_REGION",
                "eu-west-1",
                "CLOUDFLARE_ACCOUNT_ID",
                "abc123",
                "DATABRICKS_HOST",
                "dbc-1.cloud.databricks.com",
                "SNOWFLAKE_ACCOUNT",
                "org-account"));
    }

    private ResilientLlmClient client(HttpProvider provider) {
        return ResilientLlmClient.builder()
                .provider(provider.baseUrl(server.url()).model("some-model"))
                .build();
    }

    private String sent(HttpProvider provider, ChatRequest question) {
        server.reply("Hi");
        try (ResilientLlmClient client = client(provider)) {
            client.chat(question);
        }
        return server.takeRequest().body();
    }
}
