package io.llmclient.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkTagsTest {

    private static AnswerAssembler answer() {
        return new AnswerAssembler("dialect", "model", 42, true, true);
    }

    private static ChatResponse whole(AnswerAssembler answer) {
        answer.complete();
        return answer.response().build();
    }

    /** What was shown of one kind, piece by piece. */
    private static String shown(AnswerAssembler answer) {
        StringBuilder shown = new StringBuilder();
        for (ChatEvent event; (event = answer.poll()) != null; ) {
            shown.append(
                    event instanceof ChatEvent.ThinkingDelta thought
                            ? "(" + thought.text() + ")"
                            : ((ChatEvent.TextDelta) event).text());
        }
        return shown.toString().replace(")(", "");
    }

    @Test
    void blanks_without_end_before_the_first_word_are_looked_at_once() {
        AnswerAssembler answer = answer();
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 400_000; i++) {
                answer.text(" ");
            }
        });
        answer.text("<think>Hm.</think>Yes");
        assertThat(whole(answer).thinking()).isEqualTo("Hm.");
    }

    @Test
    void thoughts_are_told_from_text_wherever_the_fragments_are_cut() {
        String said = "\n<think>Is 2 < 3? </thin, no.</think>\n\nYes, </think> is a tag.";
        for (int first = 1; first < said.length(); first++) {
            for (int second = first; second < said.length(); second++) {
                AnswerAssembler answer = answer();
                answer.text(said.substring(0, first));
                answer.text(said.substring(first, second));
                answer.text(said.substring(second));
                ChatResponse response = whole(answer);
                assertThat(response.thinking()).isEqualTo("Is 2 < 3? </thin, no.");
                assertThat(response.text()).isEqualTo("Yes, </think> is a tag.");
                assertThat(shown(answer)).isEqualTo("(Is 2 < 3? </thin, no.)Yes, </think> is a tag.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"<thin", "<thinking>Hm</thinking>", "So: <think>Hm</think>", "< think>", "'  '", "<"})
    void other_text_stays_as_it_is(String text) {
        AnswerAssembler inPieces = answer();
        text.chars().forEach(letter -> inPieces.text(Character.toString(letter)));
        assertThat(whole(inPieces).content()).containsExactly(Content.text(text));
        AnswerAssembler atOnce = answer();
        atOnce.text(text);
        assertThat(whole(atOnce).content()).containsExactly(Content.text(text));
    }

    @Test
    void an_answer_that_is_cut_in_its_thoughts_has_no_text() {
        AnswerAssembler answer = answer();
        answer.text("<think>Let me s</th");
        ChatResponse cut = answer.response().build();
        assertThat(cut.thinking()).isEqualTo("Let me s</th");
        assertThat(cut.text()).isEmpty();
    }

    @Test
    void a_tool_call_follows_the_thoughts_and_the_text_before_it() {
        AnswerAssembler answer = answer();
        answer.text("<think>Look.</think>\n");
        answer.toolCall(0, "a", "look", "{}");
        assertThat(whole(answer).content())
                .extracting(part -> part.getClass().getSimpleName())
                .containsExactly("Thinking", "ToolCall");
    }

    @Test
    void no_thoughts_between_the_tags_are_none() {
        AnswerAssembler answer = answer();
        answer.text("<think>\n\n</think>\n\nHi");
        assertThat(whole(answer).content()).containsExactly(Content.text("Hi"));
    }
}
