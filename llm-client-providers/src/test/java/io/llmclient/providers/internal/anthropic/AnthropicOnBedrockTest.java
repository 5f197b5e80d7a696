package io.llmclient.providers.internal.anthropic;

import static io.llmclient.spi.Feature.IMAGE_URLS;
import static io.llmclient.spi.Feature.JSON_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class AnthropicOnBedrockTest {

    private static final Target SONNET =
            new Target("us.anthropic.claude-sonnet-4-5-20250929-v1:0", true, Quirks.none());

    private final AnthropicOnBedrock dialect = new AnthropicOnBedrock();
    private final Hearing hearing = new Hearing(() -> dialect.reader(SONNET));

    private String write(ChatRequest.Builder request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            dialect.write(request.user("Hello").maxOutputTokens(9).build(), SONNET, out);
        }
        return text.toString().replace('"', '\'');
    }

    private static String chunk(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return "chunk {'bytes':'" + Base64.getEncoder().encodeToString(bytes) + "','p':'abc'}";
    }

    @Test
    void the_body_has_a_version_instead_of_model_and_stream() {
        assertThat(write(ChatRequest.builder()))
                .isEqualTo("{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,"
                        + "'messages':[{'role':'user','content':[{'type':'text','text':'Hello'}]}]}");
    }

    @Test
    void a_prompt_that_may_be_cached_is_marked_at_its_end_since_the_service_does_not_do_it() {
        assertThat(write(ChatRequest.builder().cache(new Content.CachePoint(null))))
                .endsWith("{'type':'text','text':'Hello','cache_control':{'type':'ephemeral'}}]}]}");
    }

    @Test
    void the_path_says_model_and_streaming() {
        assertThat(dialect.path(SONNET))
                .isEqualTo("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream");
    }

    @Test
    void structured_output_ends_with_the_models_of_4_6_and_nothing_is_fetched() {
        assertThat(dialect.capabilities(SONNET.model()).has(JSON_SCHEMA)).isTrue();
        assertThat(dialect.capabilities("anthropic.claude-opus-4-7").has(JSON_SCHEMA))
                .isFalse();
        assertThat(dialect.capabilities(SONNET.model()).has(IMAGE_URLS)).isFalse();
    }

    @Test
    void events_are_unwrapped() {
        assertThat(hearing.ofNamedStream(
                        chunk("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hi'}}"),
                        chunk("{'type':'message_stop','amazon-bedrock-invocationMetrics':{}}")))
                .containsExactly("text Hi", "end of part", "end");
    }

    @Test
    void an_exception_is_a_failure() {
        assertThat(hearing.ofNamedStream("throttlingException {'__type':'throttlingException','message':'x'}"))
                .containsExactly("fail");
    }

    @Test
    void what_is_wrapped_and_no_json_is_an_event_that_cannot_be_read() {
        assertThatThrownBy(() -> hearing.ofNamedStream(chunk("{'type"))).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> hearing.ofNamedStream("chunk {'bytes':'no base64!'}"))
                .isInstanceOf(JacksonException.class);
    }
}
