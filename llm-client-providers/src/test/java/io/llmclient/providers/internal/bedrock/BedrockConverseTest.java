package io.llmclient.providers.internal.bedrock;

import static io.llmclient.spi.Feature.DOCUMENTS;
import static io.llmclient.spi.Feature.FORCED_TOOL_CHOICE;
import static io.llmclient.spi.Feature.IMAGES;
import static io.llmclient.spi.Feature.JSON_SCHEMA;
import static io.llmclient.spi.Feature.REASONING;
import static io.llmclient.spi.Feature.TOOLS;
import static io.llmclient.spi.Feature.TOP_K;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockConverseTest {

    private static final List<Feature> TELLING =
            List.of(TOOLS, FORCED_TOOL_CHOICE, IMAGES, DOCUMENTS, JSON_SCHEMA, REASONING, TOP_K);

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, TOOLS FORCED_TOOL_CHOICE IMAGES DOCUMENTS JSON_SCHEMA REASONING TOP_K",
        "anthropic.claude-opus-5-v1:0, TOOLS FORCED_TOOL_CHOICE IMAGES DOCUMENTS REASONING",
        "amazon.nova-micro-v1:0, TOOLS FORCED_TOOL_CHOICE TOP_K",
        "eu.amazon.nova-pro-v1:0, TOOLS FORCED_TOOL_CHOICE IMAGES DOCUMENTS TOP_K",
        "us.amazon.nova-2-lite-v1:0, TOOLS FORCED_TOOL_CHOICE IMAGES DOCUMENTS REASONING TOP_K",
        "amazon.titan-text-express-v1, ''",
        "openai.gpt-oss-20b-1:0, TOOLS REASONING",
        "us.deepseek.r1-v1:0, ''",
        "deepseek.v3-v1:0, TOOLS",
        "mistral.mistral-7b-instruct-v0:2, ''",
        "mistral.mistral-large-2407-v1:0, TOOLS",
        "us.meta.llama4-maverick-17b-instruct-v1:0, TOOLS IMAGES",
        "us.meta.llama3-3-70b-instruct-v1:0, TOOLS",
        "zai.glm-4.7, TOOLS FORCED_TOOL_CHOICE JSON_SCHEMA",
        "qwen.qwen3-32b-v1:0, TOOLS JSON_SCHEMA",
        "arn:aws:bedrock:us-east-1:1:inference-profile/eu.amazon.nova-lite-v1:0, TOOLS FORCED_TOOL_CHOICE IMAGES DOCUMENTS TOP_K",
        "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc, TOOLS"
    })
    void a_model_can_do_what_its_vendor_says(String model, String features) {
        Capabilities capabilities = new BedrockConverse().capabilities(model);

        assertThat(TELLING.stream().filter(capabilities::has).map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo(features);
    }

    @Test
    void ids_of_tool_calls_have_the_form_that_the_vendor_wants() {
        assertThat("tooluse_Ze.x:1-_")
                .matches(ids("amazon.nova-pro-v1:0"))
                .doesNotMatch(ids("anthropic.claude-3-haiku"));
        assertThat("a1B2c3D4e").matches(ids("mistral.mistral-large-2407-v1:0"));
        assertThat("a1B2c3D4").doesNotMatch(ids("mistral.mistral-large-2407-v1:0"));
        assertThat("x".repeat(65)).doesNotMatch(ids("amazon.nova-pro-v1:0"));
    }

    private static Pattern ids(String model) {
        return new BedrockConverse().capabilities(model).toolCallIds();
    }

    @Test
    void the_path_names_the_model_in_one_segment() {
        assertThat(new BedrockConverse().path(new Target("arn:aws:x/y z", true, Quirks.none())))
                .isEqualTo("/model/arn%3Aaws%3Ax%2Fy%20z/converse-stream");
    }
}
