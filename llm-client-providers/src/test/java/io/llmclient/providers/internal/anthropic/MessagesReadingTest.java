package io.llmclient.providers.internal.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Usage;
import io.llmclient.core.http.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesReadingTest {

    private static List<String> whole(String json) {
        RecordedDeltas read = new RecordedDeltas();
        new MessagesReader().whole(cursor(json), read);
        return read.log;
    }

    /** Reads events as they are in a stream, without names: the data have types. */
    private static RecordedDeltas stream(String... events) {
        RecordedDeltas read = new RecordedDeltas();
        MessagesReader reader = new MessagesReader();
        for (String event : events) {
            reader.event("", cursor(event), read);
        }
        return read;
    }

    /** Over JSON that may be written with single quotes, since a string of Java's has the double ones. */
    private static JsonCursor cursor(String json) {
        return JsonCursor.over(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String start(int index, String block) {
        return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
    }

    private static String stop(int index) {
        return "{'type':'content_block_stop','index':" + index + "}";
    }

    @Nested
    class AWholeAnswer {

        @Test
        void is_read_block_by_block() {
            assertThat(whole("""
                    {"type": "message", "id": "msg_1", "model": "claude-x", "role": "assistant", "content": [
                       {"type": "thinking", "signature": "sig", "thinking": "hm"},
                       {"type": "text", "text": "Let me look.", "citations": [{"cited_text": "x"}]},
                       {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"at": 1.50}}],
                     "stop_reason": "tool_use", "usage": {"input_tokens": 3, "output_tokens": 5}}"""))
                    .containsExactly(
                            "id msg_1",
                            "model claude-x",
                            "sign sig",
                            "thinking hm",
                            "endPart",
                            "text Let me look.",
                            "endPart",
                            "toolCall 2 toolu_1 look",
                            "toolCall 2 {\"at\":1.50}",
                            "endPart",
                            "finish TOOL_CALLS tool_use",
                            "usage 3/5",
                            "end");
        }

        @Test
        void keeps_blocks_it_does_not_know_verbatim() {
            assertThat(whole("""
                    {"content": [{"type": "redacted_thinking", "data": "a\\"b"},
                                 {"id": "srv_1", "type": "server_tool_use", "input": {"q": [1, null]}, "caller": null}]}"""))
                    .containsExactly(
                            "opaque redacted_thinking {\"type\":\"redacted_thinking\",\"data\":\"a\\\"b\"}",
                            "endPart",
                            "opaque server_tool_use {\"type\":\"server_tool_use\",\"id\":\"srv_1\","
                                    + "\"input\":{\"q\":[1,null]},\"caller\":null}",
                            "endPart",
                            "end");
        }

        @Test
        void may_name_the_type_of_a_block_last() {
            assertThat(whole("""
                    {"content": [{"text": "Hi", "type": "text"},
                                 {"input": {"a": 1}, "name": "look", "id": "t1", "type": "tool_use"}, {}, 7]}"""))
                    .containsExactly(
                            "text Hi",
                            "endPart",
                            "toolCall 1 t1 look",
                            "toolCall 1 {\"a\":1}",
                            "endPart",
                            "endPart",
                            "endPart",
                            "end");
        }

        @Test
        void may_be_empty() {
            assertThat(whole("{'content':[],'stop_reason':'end_turn'}")).containsExactly("finish STOP end_turn", "end");
        }

        @Test
        void is_an_error_when_its_body_says_so() {
            assertThat(whole("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}"))
                    .containsExactly("fail");
        }

        @Test
        void is_none_without_content() {
            assertThat(whole("{'hello':'world'}")).isEmpty();
            assertThat(whole("[1]")).isEmpty();
        }
    }

    @Nested
    class AStream {

        @Test
        void has_text_and_thoughts_in_pieces() {
            assertThat(stream(
                                    "{'type':'message_start','message':{'id':'msg_1','model':'m','content':[],"
                                            + "'stop_reason':null,'usage':{'input_tokens':2,'output_tokens':1}}}",
                                    start(0, "{'type':'thinking','thinking':'','signature':''}"),
                                    "{'type': 'ping'}",
                                    delta(0, "{'type':'thinking_delta','thinking':'hm'}"),
                                    delta(0, "{'type':'signature_delta','signature':'sig'}"),
                                    stop(0),
                                    start(1, "{'type':'text','text':''}"),
                                    delta(1, "{'type':'text_delta','text':'Hi'}"),
                                    delta(1, "{'type':'citations_delta','citation':{'cited_text':'x'}}"),
                                    stop(1),
                                    "{'type':'message_delta','delta':{'stop_reason':'end_turn'},"
                                            + "'usage':{'output_tokens':9}}",
                                    "{'type':'message_stop'}")
                            .log)
                    .containsExactly(
                            "id msg_1",
                            "model m",
                            "usage 2/1",
                            "thinking hm",
                            "sign sig",
                            "endPart",
                            "text Hi",
                            "endPart",
                            "finish STOP end_turn",
                            "usage 2/9",
                            "end");
        }

        @Test
        void has_arguments_in_pieces_or_none() {
            assertThat(stream(
                                    start(0, "{'type':'tool_use','id':'a','name':'look','input':{}}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':''}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':'{\\\"at\\\":'}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':'1}'}"),
                                    stop(0),
                                    start(1, "{'type':'tool_use','id':'b','name':'stop','input':{}}"),
                                    delta(1, "{'type':'input_json_delta','partial_json':''}"),
                                    stop(1))
                            .log)
                    .containsExactly(
                            "toolCall 0 a look",
                            "toolCall 0 {\"at\":",
                            "toolCall 0 1}",
                            "endPart",
                            "toolCall 1 b stop",
                            "toolCall 1 {}",
                            "endPart");
        }

        @Test
        void completes_the_input_of_a_tool_that_the_provider_runs() {
            assertThat(stream(
                                    start(0, "{'type':'server_tool_use','id':'s','name':'web','input':{}}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':'{\\\"q\\\":'}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':'\\\"x\\\"}'}"),
                                    stop(0),
                                    start(1, "{'type':'compaction','content':null}"),
                                    delta(1, "{'type':'compaction_delta','content':'short'}"),
                                    stop(1))
                            .log)
                    .containsExactly(
                            "opaque server_tool_use {\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web\","
                                    + "\"input\":{\"q\":\"x\"}}",
                            "endPart",
                            "opaque compaction {\"type\":\"compaction\",\"content\":\"short\"}",
                            "endPart");
        }

        @Test
        void keeps_half_an_input_as_text() {
            assertThat(stream(
                                    start(0, "{'type':'server_tool_use','id':'s','input':{}}"),
                                    delta(0, "{'type':'input_json_delta','partial_json':'{\\\"q'}"),
                                    "{'type':'message_delta','delta':{'stop_reason':'max_tokens'}}")
                            .log)
                    .containsExactly(
                            "opaque server_tool_use {\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{\"_raw\":\"{\\\"q\"}}",
                            "endPart",
                            "finish LENGTH max_tokens");
        }

        @Test
        void ends_a_block_whose_end_is_missing() {
            assertThat(stream(
                                    start(0, "{'type':'tool_use','id':'a','name':'look','input':{'at':1}}"),
                                    start(1, "{'type':'text','text':'Hi'}"),
                                    "{'type':'message_stop'}")
                            .log)
                    .containsExactly(
                            "toolCall 0 a look", "toolCall 0 {\"at\":1}", "endPart", "text Hi", "endPart", "end");
        }

        @Test
        void survives_what_it_does_not_know() {
            assertThat(stream(
                                    "{'type':'news','index':{'a':[1]},'delta':'x','message':3,'usage':[]}",
                                    "7",
                                    delta(0, "{'type':'text_delta','text':'still here'}"))
                            .log)
                    .containsExactly("usage null/null", "text still here");
        }

        @Test
        void fails_at_an_error_event() {
            assertThat(stream("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}").log)
                    .containsExactly("fail");
            assertThat(stream("{'error':{'message':'gateway'}}").log).containsExactly("fail");
        }

        @Test
        void fails_at_an_error_in_brackets() {
            assertThat(stream("[{'error':{'message':'gateway'}}]").log).containsExactly("fail");
            assertThat(whole("[{'error':{'message':'gateway'}}]")).containsExactly("fail");
        }

        @Test
        void may_be_a_whole_answer_of_a_server_that_does_not_stream() {
            String message =
                    "{'type':'message','id':'msg_1','model':'claude-x','content':[{'type':'text','text':'Hi'}],"
                            + "'stop_reason':'end_turn'}";
            assertThat(stream(message).log).doesNotContain("fail").contains("finish STOP end_turn");
            assertThat(stream(message).log.subList(0, 3))
                    .isEqualTo(whole(message).subList(0, 3));
        }
    }

    @Nested
    class Tokens {

        @Test
        void of_the_input_include_the_cached_ones() {
            assertThat(stream("{'usage':{'input_tokens':3,'cache_read_input_tokens':10,"
                                    + "'cache_creation_input_tokens':100,'output_tokens':5,"
                                    + "'output_tokens_details':{'thinking_tokens':4}}}")
                            .usage)
                    .isEqualTo(Usage.builder()
                            .input(113L)
                            .cachedInput(10L)
                            .cacheWrite(100L)
                            .output(5L)
                            .reasoning(4L)
                            .build());
        }

        @Test
        void are_replaced_by_later_counts_and_kept_where_there_is_none() {
            assertThat(stream(
                                    "{'message':{'usage':{'input_tokens':1128,'cache_read_input_tokens':0,'output_tokens':1}}}",
                                    "{'usage':{'input_tokens':2411,'cache_read_input_tokens':null,'output_tokens':82}}")
                            .usage)
                    .isEqualTo(Usage.builder()
                            .input(2411L)
                            .cachedInput(0L)
                            .output(82L)
                            .build());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, OTHER",
        "compaction, OTHER"
    })
    void the_reason_of_the_end_keeps_its_word(String word, String reason) {
        assertThat(whole("{'content':[],'stop_reason':'" + word + "'}")).contains("finish " + reason + " " + word);
    }
}
