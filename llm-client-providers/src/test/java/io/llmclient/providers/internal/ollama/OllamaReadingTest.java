package io.llmclient.providers.internal.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaReadingTest {

    private static final Hearing HEARD =
            new Hearing(() -> new OllamaChat().reader(new Target("qwen3", true, Quirks.none())));

    @Test
    void a_whole_answer_is_read_in_the_order_in_which_models_speak() {
        assertThat(HEARD.ofWhole("{'model':'qwen3','message':{'role':'assistant','content':'Hi','tool_calls':["
                        + "{'id':'call_1','function':{'index':0,'name':'f','arguments':{'a':1}}}],'thinking':'Hm'},"
                        + "'done_reason':'stop','done':true,'prompt_eval_count':9,'eval_count':4}"))
                .containsExactly(
                        "model qwen3",
                        "thinking Hm",
                        "text Hi",
                        "call -1 call_1 f {\"a\":1}",
                        "end of part",
                        "usage Usage[input=9, output=4, cachedInput=null, cacheWrite=null, reasoning=null, total=13]",
                        "finish STOP stop",
                        "end",
                        "end");
    }

    @Test
    void lines_bring_pieces_and_calls_of_several_lines_add_up() {
        assertThat(
                        HEARD.ofStream(
                                "{'model':'m','message':{'role':'assistant','content':'','thinking':'Hm'},'done':false}",
                                "{'message':{'role':'assistant','content':'Hi'},'done':false}",
                                "{'message':{'content':'','tool_calls':[{'function':{'index':0,'name':'f','arguments':{}}}]},'done':false}",
                                "{'message':{'content':'','tool_calls':[{'function':{'index':0,'name':'f','arguments':{}}}]},'done':false}",
                                "{'message':{'role':'assistant','content':''},'done':true,'done_reason':'length','eval_count':4}"))
                .containsExactly(
                        "model m",
                        "thinking Hm",
                        "text Hi",
                        "call -1 null f {}",
                        "end of part",
                        "call -1 null f {}",
                        "end of part",
                        "usage Usage[input=null, output=4, cachedInput=null, cacheWrite=null, reasoning=null, total=null]",
                        "finish LENGTH length",
                        "end");
    }

    @Test
    void the_first_line_of_a_stream_is_no_whole_answer() {
        assertThat(HEARD.ofWhole("{'message':{'role':'assistant','content':'Hi'},'done':false}"))
                .containsExactly("text Hi");
        assertThat(HEARD.ofWhole("{'message':{'role':'assistant','content':'Hi'}}"))
                .containsExactly("text Hi", "end");
    }

    @Test
    void an_error_ends_an_answer_of_any_kind() {
        assertThat(HEARD.ofStream("{'error':'the runner has terminated','status':500}"))
                .containsExactly("fail");
        assertThat(HEARD.ofWhole("{'error':'the runner has terminated'}")).containsExactly("fail");
    }

    @Test
    void json_that_is_no_answer_is_none() {
        assertThat(HEARD.ofWhole("{'status':'ok'}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'stop', STOP stop",
        "'length', LENGTH length",
        "'load', OTHER load",
        "'unload', OTHER unload",
        "'', 'OTHER '",
        "null, OTHER null"
    })
    void each_reason_to_be_done_has_its_meaning(String json, String meaning) {
        String word = json.equals("null") ? "null" : "'" + json + "'";

        assertThat(HEARD.ofStream("{'done':true,'done_reason':" + word + "}"))
                .containsExactly("finish " + meaning, "end");
    }
}
