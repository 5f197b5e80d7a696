package io.llmclient.providers.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.core.http.MemoryWire;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.spi.ProviderClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutCharacterTest {

    private final MemoryWire wire = new MemoryWire();

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "gemini"})
    void half_a_character_in_arguments_is_sent_as_the_replacement_character(String name) {
        ProviderClient provider = wire.below(
                name.equals("gemini")
                        ? Gemini.withKey("key").model("gemini-2.5-flash")
                        : Anthropic.withKey("key").model("claude-sonnet-4-5"));
        Content.ToolCall call = new Content.ToolCall("t", "f", "{\"a\":\"cut \uD83D here\"}");
        wire.answer(500, Map.of(), new byte[0], 1, false);

        assertThat(FuzzTest.outcomeOf(() -> provider.open(
                        ChatRequest.builder()
                                .user("Hi")
                                .message(Message.assistant(call))
                                .message(Message.toolResult(call, "done"))
                                .build(),
                        FuzzTest.call(false))))
                .isEqualTo("SERVER_ERROR");

        assertThat(new String(wire.sent(), StandardCharsets.UTF_8)).contains("\"cut \uFFFD here\"");
    }
}
