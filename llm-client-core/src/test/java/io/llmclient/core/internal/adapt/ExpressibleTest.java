package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressibleTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final Content IMAGE = Content.image("image/png", BYTES);
    private static final Content IMAGE_URL = Content.image("https://example.com/cat.png");
    private static final Content IMAGE_FILE = new Content.Image(Media.fileId("file-1"), null);
    private static final Content PDF = Content.document("application/pdf", BYTES, "report.pdf");
    private static final Content PDF_URL =
            new Content.Document(Media.url("https://example.com/report.pdf"), null, false);
    private static final Content PDF_FILE = new Content.Document(Media.fileId("file-2"), null, false);
    private static final Content SOUND = Content.audio("audio/wav", BYTES);

    static Stream<Arguments> what_some_model_cannot_read() {
        return Stream.of(
                Arguments.of(IMAGE, Feature.IMAGES, "read inline images"),
                Arguments.of(IMAGE_URL, Feature.IMAGE_URLS, "read images by URL"),
                Arguments.of(PDF, Feature.DOCUMENTS, "read inline documents"),
                Arguments.of(PDF_URL, Feature.DOCUMENT_URLS, "read documents by URL"),
                Arguments.of(SOUND, Feature.AUDIO, "read audio"));
    }

    @ParameterizedTest
    @MethodSource("what_some_model_cannot_read")
    void a_model_is_not_asked_about_what_it_cannot_read(Content part, Feature missing, String inability) {
        assertUnsupported(inability, Model.without(missing), Message.user(Content.text("What is this?"), part));
    }

    @ParameterizedTest
    @MethodSource("what_some_model_cannot_read")
    void the_other_media_stay(Content part, Feature missing, String inability) {
        Content[] others = Stream.of(IMAGE, IMAGE_URL, PDF, PDF_URL, SOUND)
                .filter(other -> !other.equals(part))
                .toArray(Content[]::new);
        ChatRequest request = Model.request(Message.user(others));

        assertThat(Model.without(missing).adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_tool_result_is_read_like_any_message() {
        Content.ToolCall call = Model.call("call_1", "screenshot");

        assertUnsupported(
                "read inline images",
                Model.without(Feature.IMAGES, Feature.TOOL_RESULT_MEDIA),
                Message.user("Look"),
                Message.assistant(call),
                new Message.ToolResult("call_1", "screenshot", List.of(IMAGE), false));
    }

    @Test
    void a_model_that_cannot_see_at_all_is_said_to_be_so() {
        assertUnsupported("read images", Model.without(Feature.IMAGES, Feature.IMAGE_URLS), Message.user(IMAGE_URL));
    }

    @Test
    void a_file_id_is_left_to_a_model_that_reads_this_kind_in_any_way() {
        ChatRequest request = Model.request(Message.user(IMAGE_FILE, PDF_FILE));

        assertThat(Model.without(Feature.IMAGES, Feature.DOCUMENT_URLS)
                        .adapt(request)
                        .request())
                .isSameAs(request);
    }

    @Test
    void a_file_id_of_a_kind_that_the_model_cannot_read_is_refused() {
        assertUnsupported(
                "read documents", Model.without(Feature.DOCUMENTS, Feature.DOCUMENT_URLS), Message.user(PDF_FILE));
    }

    @Test
    void a_history_with_tool_calls_is_refused_where_there_are_no_tools() {
        Content.ToolCall call = Model.call("call_1", "get_weather");

        assertUnsupported(
                "take part in a conversation with tools",
                Model.without(Feature.TOOLS),
                Message.user("Hi"),
                Message.assistant(call),
                Message.toolResult(call, "sunny"));
    }

    @Test
    void a_stray_tool_result_is_refused_where_there_are_no_tools() {
        assertUnsupported(
                "take part in a conversation with tools",
                Model.without(Feature.TOOLS),
                Message.toolResult(Model.call("call_1", "get_weather"), "sunny"));
    }

    private static void assertUnsupported(String inability, Model model, Message... messages) {
        assertThatThrownBy(() -> model.adapt(messages))
                .hasMessage("test.chat/model-1 cannot " + inability)
                .isInstanceOfSatisfying(
                        LlmException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }
}
