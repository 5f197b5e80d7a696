package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.openai.Written.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReaderTest {

    private static final Hearing HEARD =
            new Hearing(() -> OpenAiChat.compatible().reader(new Target("m", true, Quirks.none())));

    @Test
    void a_whole_answer_is_read_in_the_order_in_which_models_speak() {
        assertThat(HEARD.ofWhole(
                        "{'id':'c1','model':'m1','choices':[{'finish_reason':'tool_calls','index':0,'message':{"
                                + "'tool_calls':[{'id':'t1','type':'function','function':{'name':'f','arguments':'{}'}}],"
                                + "'content':'Hi','reasoning_content':'Hm.','role':'assistant','refusal':null}}],"
                                + "'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7}}"))
                .containsExactly(
                        "id c1",
                        "model m1",
                        "thinking Hm.",
                        "text Hi",
                        "call 0 t1 f {}",
                        "finish TOOL_CALLS tool_calls",
                        "usage Usage[input=3, output=4, cachedInput=null, cacheWrite=null, reasoning=null, total=7]",
                        "end");
    }

    @Test
    void long_thoughts_that_come_as_items_cost_what_they_are_long() {
        long some = bytesForThoughtsIn(10_000);

        assertThat(bytesForThoughtsIn(40_000)).isLessThan(6 * some);
    }

    /** What is allocated, mostly by what hears the reader; the more often the code ran before, the less. */
    private static long bytesForThoughtsIn(int items) {
        String[] events = new String[items];
        Arrays.fill(events, details("{'type':'reasoning.text','text':'Hm. ','index':0}"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        List<String> heard = HEARD.ofStream(events);
        long cost = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(heard.get(heard.size() - 1)).contains("Hm. ".repeat(items) + "\"");
        return cost;
    }

    @Test
    void fragments_of_a_stream_are_handed_on_as_they_come() {
        assertThat(HEARD.ofStream(
                        "{'choices':[{'index':0,'delta':{'role':'assistant','content':''}}],'obfuscation':'x'}",
                        delta("{'content':'On'}"),
                        delta("{'content':'ce'}"),
                        "{'choices':[{'index':0,'delta':{},'finish_reason':'length'}]}"))
                .containsExactly("text On", "text ce", "finish LENGTH length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[],'prompt_filter_results':[]}",
                "{'choices':null}",
                "{'choices':[{'index':0,'delta':null,'content_filter_offsets':{}}]}",
                "{'choices':[{'index':0,'delta':{'content':null,'tool_calls':null,'refusal':''},'finish_reason':''}]}",
                "{'choices':[{'index':0,'delta':{'function_call':{'name':'','arguments':''},'audio':null}}],'error':null}",
                "{'usage':null}",
                "{'usage':{'prompt_tokens':null,'completion_tokens':null}}",
                "{'base_resp':{'status_code':0,'status_msg':''}}",
            })
    void events_that_say_nothing_are_no_trouble(String event) {
        assertThat(HEARD.ofStream(event)).isEmpty();
    }

    @Test
    void only_the_first_of_several_choices_counts_wherever_its_index_stands() {
        assertThat(HEARD.ofStream(
                        "{'choices':[{'delta':{'content':'b'},'index':1,'finish_reason':'stop'}]}",
                        "{'choices':[{'delta':{'content':'a'},'index':0}]}"))
                .containsExactly("text a");
        assertThat(HEARD.ofWhole("{'choices':[{'message':{'content':'a'}},{'message':{'content':'b'}}]}"))
                .containsExactly("text a", "end");
    }

    @Test
    void where_events_repeat_the_whole_message_the_delta_counts() {
        assertThat(HEARD.ofStream("{'choices':[{'index':0,'message':{'content':'Once'},'delta':{'content':'ce'}}]}"))
                .containsExactly("text ce");
    }

    @Test
    void content_may_be_a_list_of_parts_or_the_json_that_was_asked_for() {
        assertThat(HEARD.ofWhole(message("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]},"
                        + "{'type':'reasoning','summary':[{'type':'summary_text','text':' So.'}]},"
                        + "{'type':'text','text':'On'},{'type':'text','text':'ce'}]}")))
                .containsExactly("thinking Hm. So.", "text Once", "end");
        assertThat(HEARD.ofWhole(message("{'content':{'age':32}}"))).containsExactly("text {\"age\":32}", "end");
    }

    @Test
    void a_fragment_of_a_tool_call_needs_neither_index_nor_id() {
        assertThat(HEARD.ofStream(
                        delta("{'tool_calls':[{'function':{'name':'f','arguments':'{'}}]}"),
                        delta("{'tool_calls':[{'id':'','index':1,'function':{'name':null,'arguments':'}'}}]}")))
                .containsExactly("call -1 null f {", "call 1  null }");
    }

    @Test
    void calls_of_a_whole_message_are_told_apart_by_their_position() {
        assertThat(HEARD.ofWhole(message("{'tool_calls':[{'index':0,'function':{'name':'f','arguments':{'a':1}}},"
                        + "{'index':0,'function':{'name':'g<|channel|>json','arguments':null}}]}")))
                .containsExactly("call 0 null f {\"a\":1}", "call 1 null g null", "end");
    }

    @Test
    void the_function_call_of_old_is_a_tool_call() {
        assertThat(HEARD.ofWhole("{'choices':[{'message':{'content':null,'function_call':"
                        + "{'name':'f','arguments':'{}'}},'finish_reason':'function_call'}]}"))
                .containsExactly("call 0 null f {}", "finish TOOL_CALLS function_call", "end");
    }

    @Test
    void a_refusal_is_no_good_end() {
        assertThat(HEARD.ofStream(
                        delta("{'refusal':'I can'}"),
                        delta("{'refusal':'not.'}"),
                        "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}"))
                .containsExactly("refusal I can", "refusal not.", "finish CONTENT_FILTER stop");
    }

    @Test
    void what_a_spoken_answer_says_is_its_text() {
        assertThat(HEARD.ofWhole(message("{'content':null,'audio':{'id':'a','data':'','transcript':'Hi'}}")))
                .containsExactly("text Hi", "end");
    }

    @ParameterizedTest
    @CsvSource({
        "eos, STOP",
        "model_length, LENGTH",
        "sensitive, CONTENT_FILTER",
        "insufficient_system_resource, ERROR",
        "new, OTHER"
    })
    void services_have_ends_of_their_own(String raw, String reason) {
        assertThat(HEARD.ofStream("{'choices':[{'delta':{},'finish_reason':'" + raw + "'}]}"))
                .containsExactly("finish " + reason + " " + raw);
    }

    @Test
    void signed_thoughts_are_put_together_and_kept_for_their_model() {
        assertThat(HEARD.ofStream(
                        details("{'type':'reasoning.text','index':0,'text':'H','format':null}"),
                        details("{'type':'reasoning.text','index':0,'text':'m.'}"),
                        details("{'type':'reasoning.text','index':0,'text':'','signature':'s'}"),
                        details("{'type':'reasoning.encrypted','index':0,'data':'d'}"),
                        "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}"))
                .containsExactly(
                        "thinking H",
                        "thinking m.",
                        "finish STOP stop",
                        json("reasoning.text {'type':'reasoning.text','index':0,'text':'Hm.','signature':'s'}"),
                        json("reasoning.encrypted {'type':'reasoning.encrypted','index':0,'data':'d'}"));
    }

    @Test
    void signed_thoughts_are_kept_where_no_reason_to_finish_is_given() {
        assertThat(HEARD.ofStream(
                        details("{'type':'reasoning.encrypted','index':0,'data':'d'}"), delta("{'content':'Hi'}")))
                .containsExactly(
                        "text Hi", json("reasoning.encrypted {'type':'reasoning.encrypted','index':0,'data':'d'}"));
    }

    @Test
    void a_whole_answer_in_place_of_a_stream_is_read() {
        assertThat(
                        HEARD.ofStream(
                                "{'choices':[{'index':0,'delta':{'content':''},'message':{'content':'Hi','tool_calls':"
                                        + "[{'id':'t1','function':{'name':'f','arguments':'{}'}}]},'finish_reason':'tool_calls'}]}"))
                .containsExactly("text Hi", "call 0 t1 f {}", "finish TOOL_CALLS tool_calls");
    }

    @Test
    void messages_that_repeat_what_deltas_said_are_passed_over() {
        assertThat(HEARD.ofStream(
                        "{'choices':[{'index':0,'message':{'content':'H'},'delta':{'content':'H'}}]}",
                        "{'choices':[{'index':0,'delta':{'content':'i'},'message':{'content':'Hi'}}]}",
                        "{'choices':[{'index':0,'message':{'content':'Hi'},'finish_reason':'stop'}]}"))
                .containsExactly("text H", "text i", "finish STOP stop");
    }

    @Test
    void thoughts_that_come_in_two_forms_are_heard_once() {
        assertThat(HEARD.ofWhole(message("{'reasoning':'Hm.','reasoning_content':'Hm.',"
                        + "'reasoning_details':[{'type':'reasoning.text','text':'Hm.'}]}")))
                .containsExactly("thinking Hm.", json("reasoning.text {'type':'reasoning.text','text':'Hm.'}"), "end");
    }

    private static String details(String item) {
        return delta("{'reasoning_details':[" + item + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'message':'Slow down','type':'rate_limit_error'}}",
                "[{'error':{'code':503,'message':'boom','status':'UNAVAILABLE'}}]",
                "{'error':'boom','code':'x'}",
                "{'object':'error','message':'boom','code':404}",
                "{'detail':[{'msg':'boom'}]}",
                "{'choices':null,'base_resp':{'status_code':1008,'status_msg':'insufficient balance'}}",
                "{'choices':[{'index':0,'delta':{},'message':{},'finish_reason':'error'}],'error':{'code':502}}",
                "{'choices':[{'index':0,'finish_reason':'error','error':{'code':502}}]}",
            })
    void errors_are_seen_in_whole_answers_and_in_events(String error) {
        assertThat(HEARD.ofWhole(error)).last().isEqualTo("fail");
        assertThat(HEARD.ofStream(error)).last().isEqualTo("fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "'ok'", "{'choices':[]}", "{'choices':null}", "{'status':'up'}"})
    void json_that_is_no_answer_ends_nothing(String body) {
        assertThat(HEARD.ofWhole(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'prompt_tokens':9,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':2},"
                        + "'completion_tokens_details':{'reasoning_tokens':3} | 9 | 5 | 4 | 2 | 3 | 14",
                // Together, Moonshot.
                "'prompt_tokens':9,'completion_tokens':5,'cached_tokens':4 | 9 | 5 | 4 | null | null | 14",
                // DeepSeek.
                "'prompt_tokens':9,'completion_tokens':5,'prompt_cache_hit_tokens':4,'prompt_cache_miss_tokens':5 | 9 | 5 | 4 | null | null | 14",
                // xAI counts thoughts beside the completion, and more cached tokens than there are.
                "'prompt_tokens':9,'completion_tokens':5,'total_tokens':17,'completion_tokens_details':{'reasoning_tokens':3},"
                        + "'prompt_tokens_details':{'cached_tokens':99} | 9 | 8 | 99 | null | 3 | 17",
                // Databricks, before the end.
                "'prompt_tokens':9,'completion_tokens':null,'total_tokens':null,'cache_creation_input_tokens':0 | 9 | null | null | 0 | null | null",
            })
    void tokens_are_counted_as_totals_whatever_the_service_reports(
            String counts, String in, String out, String cached, String written, String thought, String total) {
        String expected = "usage Usage[input=%s, output=%s, cachedInput=%s, cacheWrite=%s, reasoning=%s, total=%s]"
                .formatted(in, out, cached, written, thought, total);

        assertThat(List.of("{'usage':{%s}}", "{'x_groq':{'usage':{%s}}}", "{'choices':[{'usage':{%s}}]}"))
                .allSatisfy(place ->
                        assertThat(HEARD.ofStream(place.formatted(counts))).containsExactly(expected));
    }

    private static String message(String message) {
        return "{'choices':[{'index':0,'message':" + message + "}]}";
    }

    private static String delta(String delta) {
        return "{'choices':[{'index':0,'delta':" + delta + "}]}";
    }
}
