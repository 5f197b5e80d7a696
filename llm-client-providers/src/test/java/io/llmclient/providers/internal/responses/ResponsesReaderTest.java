package io.llmclient.providers.internal.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesReaderTest {

    private static final Hearing HEARD =
            new Hearing(() -> ResponsesDialect.openAi().reader(new Target("m", true, Quirks.none())));

    private static final String THOUGHT =
            "{'id':'rs_1','type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}],'encrypted_content':'e1'}";
    private static final String MESSAGE = "{'type':'message','id':'msg_1','role':'assistant','content':["
            + "{'type':'output_text','text':'Hi','annotations':[]}]}";
    private static final String CALL =
            "{'type':'function_call','id':'fc_1','call_id':'c1','name':'f','arguments':'{}','status':'completed'}";

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String whole(String... items) {
        return "{'id':'r1','object':'response','status':'completed','error':null,'incomplete_details':null,"
                + "'model':'m1','output':[" + String.join(",", items) + "],'usage':null}";
    }

    private static String added(int index, String item) {
        return "{'type':'response.output_item.added','output_index':" + index + ",'item':" + item + "}";
    }

    private static String done(int index, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + item + "}";
    }

    private static String delta(String what, int index, String delta) {
        return "{'type':'response." + what + ".delta','output_index':" + index + ",'delta':'" + delta + "'}";
    }

    @Test
    void a_whole_answer_is_read_item_by_item() {
        assertThat(
                        HEARD.ofWhole(
                                whole(THOUGHT, MESSAGE, CALL)
                                        .replace(
                                                "'usage':null",
                                                "'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':4,'cache_write_tokens':1},"
                                                        + "'output_tokens':5,'output_tokens_details':{'reasoning_tokens':2},'total_tokens':14}")))
                .containsExactly(
                        "id r1",
                        "model m1",
                        "thinking Hm.",
                        "sign " + json(THOUGHT),
                        "end of part",
                        "text Hi",
                        "end of part",
                        "call 2 c1 f {}",
                        "end of part",
                        "usage Usage[input=9, output=5, cachedInput=4, cacheWrite=1, reasoning=2, total=14]",
                        "finish STOP completed",
                        "end");
    }

    @Test
    void a_stream_is_handed_on_as_it_comes_and_not_again_when_it_is_repeated() {
        assertThat(HEARD.ofStream(
                        "{'type':'response.created','response':{'id':'r1','model':'m1','status':'in_progress','output':[]}}",
                        added(0, "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'not yet'}"),
                        delta("reasoning_summary_text", 0, "H"),
                        delta("reasoning_summary_text", 0, "m."),
                        "{'type':'response.reasoning_summary_text.done','output_index':0,'text':'Hm.'}",
                        done(0, THOUGHT),
                        added(1, "{'type':'message','content':[]}"),
                        delta("output_text", 1, "H"),
                        delta("output_text", 1, "i"),
                        "{'type':'response.output_text.done','output_index':1,'content_index':0,'text':'Hi'}",
                        done(1, MESSAGE),
                        added(2, CALL.replace("{}", "")),
                        delta("function_call_arguments", 2, "{"),
                        delta("function_call_arguments", 2, "}"),
                        "{'type':'response.function_call_arguments.done','output_index':2,'arguments':'{}'}",
                        done(2, CALL),
                        "{'type':'response.completed','response':" + whole(THOUGHT, MESSAGE, CALL) + "}"))
                .containsExactly(
                        "id r1",
                        "model m1",
                        "thinking H",
                        "thinking m.",
                        "sign " + json(THOUGHT),
                        "end of part",
                        "text H",
                        "text i",
                        "end of part",
                        "call 2 c1 f null",
                        "call 2 null null {",
                        "call 2 null null }",
                        "call 2 c1 f null",
                        "end of part",
                        "id r1",
                        "model m1",
                        "finish STOP completed",
                        "end");
    }

    @Test
    void what_comes_without_deltas_is_taken_from_where_it_is_whole() {
        String text = "{'type':'response.output_text.done','output_index':0,'content_index':0,'text':'Hi'}";
        String arguments = "{'type':'response.function_call_arguments.done','output_index':0,'arguments':'{}'}";

        assertThat(HEARD.ofStream(text, done(0, MESSAGE))).containsExactly("text Hi", "end of part");
        assertThat(HEARD.ofStream(done(0, MESSAGE))).containsExactly("text Hi", "end of part");
        assertThat(HEARD.ofStream(done(0, THOUGHT)))
                .containsExactly("thinking Hm.", "sign " + json(THOUGHT), "end of part");
        assertThat(HEARD.ofStream(added(0, CALL.replace("{}", "")), arguments, done(0, CALL)))
                .containsExactly("call 0 c1 f null", "call 0 null null {}", "call 0 c1 f null", "end of part");
        assertThat(HEARD.ofStream(done(0, CALL))).containsExactly("call 0 c1 f {}", "end of part");
        assertThat(HEARD.ofStream("{'type':'response.completed','response':" + whole(MESSAGE) + "}"))
                .containsExactly("id r1", "model m1", "text Hi", "end of part", "finish STOP completed", "end");
    }

    @Test
    void the_id_of_a_call_may_come_at_its_end() {
        assertThat(HEARD.ofStream(
                        added(0, "{'type':'function_call','name':'f'}"),
                        delta("function_call_arguments", 0, "{}"),
                        done(0, CALL)))
                .containsExactly("call 0 null null {}", "call 0 c1 f null", "end of part");
    }

    @Test
    void events_without_an_index_are_about_the_item_that_was_added_last() {
        assertThat(HEARD.ofStream(
                        "{'type':'response.output_item.added','item':" + CALL.replace("{}", "") + "}",
                        "{'type':'response.output_item.done','item':" + CALL + "}",
                        "{'type':'response.output_item.added','item':{'type':'message'}}",
                        "{'type':'response.output_text.delta','delta':'Hi'}",
                        "{'type':'response.output_item.done','item':" + MESSAGE + "}"))
                .containsExactly("call 0 c1 f null", "call 0 c1 f {}", "end of part", "text Hi", "end of part");
    }

    @Test
    void raw_thoughts_go_back_and_mere_summaries_do_not() {
        String raw = "{'type':'reasoning','summary':[],'content':[{'type':'reasoning_text','text':'Hm.'}]}";

        assertThat(HEARD.ofWhole(whole(raw))).contains("thinking Hm.", "sign " + json(raw));
        assertThat(HEARD.ofStream(delta("reasoning_text", 0, "Hm."), done(0, raw)))
                .containsExactly("thinking Hm.", "sign " + json(raw), "end of part");
        assertThat(HEARD.ofWhole(whole(THOUGHT.replace("'e1'", "null"))))
                .contains("thinking Hm.")
                .noneMatch(line -> line.startsWith("sign"));
    }

    @Test
    void a_thought_without_words_is_a_mark_of_its_own() {
        String silent = "{'type':'reasoning','summary':[],'encrypted_content':'e1'}";

        assertThat(HEARD.ofStream(done(0, silent)))
                .containsExactly("end of part", "sign " + json(silent), "end of part");
    }

    @Test
    void the_mark_of_a_thought_that_ends_late_is_not_that_of_other_words() {
        assertThat(HEARD.ofStream(
                        delta("reasoning_summary_text", 0, "Hm."), delta("output_text", 1, "Hi"), done(0, THOUGHT)))
                .containsExactly("thinking Hm.", "text Hi", "end of part", "sign " + json(THOUGHT), "end of part");
    }

    @Test
    void the_parts_of_a_summary_are_paragraphs() {
        String two = THOUGHT.replace("'Hm.'}", "'Hm.'},{'type':'summary_text','text':'Well.'}");
        String second =
                "{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':1,'delta':'Well.'}";

        assertThat(HEARD.ofWhole(whole(two))).contains("thinking Hm.", "thinking \n\n", "thinking Well.");
        assertThat(HEARD.ofStream(delta("reasoning_summary_text", 0, "Hm."), second))
                .containsExactly("thinking Hm.", "thinking \n\n", "thinking Well.");
    }

    @Test
    void the_phase_of_a_message_is_its_mark() {
        String phased = MESSAGE.replace("'role'", "'phase':'commentary','role'");

        assertThat(HEARD.ofWhole(whole(phased))).contains("text Hi", "sign commentary");
        assertThat(HEARD.ofStream(delta("output_text", 0, "Hi"), done(0, phased)))
                .containsExactly("text Hi", "sign commentary", "end of part");
        assertThat(HEARD.ofWhole(whole(phased.replace("'Hi'", "''")))).noneMatch(line -> line.startsWith("sign"));
    }

    @Test
    void a_refusal_completes_an_answer_and_is_no_ordinary_stop() {
        String refusal = "{'type':'message','phase':'final_answer','content':[{'type':'refusal','refusal':'No.'}]}";

        assertThat(HEARD.ofWhole(whole(refusal)))
                .containsExactly(
                        "id r1", "model m1", "refusal No.", "end of part", "finish CONTENT_FILTER completed", "end");
        assertThat(HEARD.ofStream(
                        delta("refusal", 0, "No."),
                        done(0, refusal),
                        "{'type':'response.completed','response':{'status':'completed'}}"))
                .containsExactly("refusal No.", "end of part", "finish CONTENT_FILTER completed", "end");
    }

    @Test
    void what_the_service_does_itself_is_kept_as_it_came() {
        String search = "{'id':'ws_1','type':'web_search_call','status':'completed','action':{'query':'q'}}";

        assertThat(HEARD.ofWhole(whole(search))).contains("web_search_call " + json(search));
        assertThat(HEARD.ofStream(added(0, search), "{'type':'response.web_search_call.completed'}", done(0, search)))
                .containsExactly("web_search_call " + json(search), "end of part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'} | LENGTH max_output_tokens",
                "'incomplete_details':{'reason':'max_tokens'},'status':'incomplete'        | LENGTH max_tokens",
                "'status':'incomplete','incomplete_details':{'reason':'content_filter'}    | CONTENT_FILTER content_filter",
                "'status':'incomplete','incomplete_details':null                           | OTHER incomplete",
                "'status':'cancelled'                                                      | OTHER cancelled"
            })
    void an_answer_ends_for_the_reason_that_is_given(String fields, String reason) {
        assertThat(HEARD.ofWhole("{" + fields + "}")).containsExactly("finish " + reason, "end");
        assertThat(HEARD.ofStream("{'response':{" + fields + "},'type':'response.incomplete'}"))
                .containsExactly("finish " + reason, "end");
    }

    @Test
    void an_answer_that_is_not_there_yet_is_an_end_of_a_whole_one_only() {
        assertThat(HEARD.ofWhole("{'status':'queued'}")).containsExactly("finish OTHER queued", "end");
        assertThat(HEARD.ofStream("{'type':'response.queued','response':{'status':'queued'}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','code':'rate_limit_exceeded','message':'Slow down','param':null,'sequence_number':2}",
                "{'type':'error','error':{'type':'insufficient_quota','code':'insufficient_quota'}}",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error'}}}",
                "{'response':{'error':null,'status':'failed'},'type':'response.failed'}",
                "{'error':{'message':'overloaded'}}",
                "[{'error':{'message':'overloaded'}}]"
            })
    void an_error_in_the_stream_is_a_failure(String event) {
        assertThat(HEARD.ofStream(event)).containsExactly("fail");
    }

    @Test
    void a_failed_response_is_a_failure() {
        assertThat(HEARD.ofWhole("{'id':'r1','status':'failed','error':{'code':'server_error','message':'Oh'}}"))
                .containsExactly("id r1", "fail");
        assertThat(HEARD.ofWhole("{'error':{'message':'Oh'}}")).containsExactly("fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'object':'list','data':[]}", "[]", "7"})
    void what_is_no_response_is_no_answer(String body) {
        assertThat(HEARD.ofWhole(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'keepalive','sequence_number':3}",
                "{'type':'response.content_part.added','output_index':0,'part':{'type':'output_text','text':''}}",
                "{'type':'response.output_text.annotation.added','output_index':0,'annotation':{'url':'u'}}",
                "{'type':'response.code_interpreter_call_code.delta','output_index':0,'delta':'print'}",
                "{'type':'response.mcp_call_arguments.done','output_index':0,'arguments':'{}'}",
                "{'type':'response.completed.tomorrow'}",
                "{'type':'response.output_item.changed','item':{'type':'message','content':[{'text':'Hi'}]}}"
            })
    void events_that_are_not_known_say_nothing(String event) {
        assertThat(HEARD.ofStream(event)).isEmpty();
    }
}
