package io.llmclient.providers.internal.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohereReadingTest {

    private static final Hearing HEARD =
            new Hearing(() -> new CohereChat().reader(new Target("command-a", true, Quirks.none())));

    @Test
    void a_whole_answer_is_read_in_the_order_in_which_models_speak() {
        assertThat(HEARD.ofWhole("{'finish_reason':'TOOL_CALL','id':'a','message':{'role':'assistant',"
                        + "'tool_calls':[{'function':{'arguments':'{}','name':'f'},'id':'f_1','type':'function'},"
                        + "{'id':'f_2','type':'function','function':{'name':'f','arguments':'null'}}],"
                        + "'citations':[{'text':'x'}],'tool_plan':'I look'},"
                        + "'usage':{'billed_units':{'input_tokens':1.0,'output_tokens':1.0},"
                        + "'tokens':{'input_tokens':9.0,'output_tokens':4.0,'reasoning_tokens':2},'cached_tokens':5}}"))
                .containsExactly(
                        "id a",
                        "usage Usage[input=9, output=4, cachedInput=5, cacheWrite=null, reasoning=2, total=13]",
                        "thinking I look",
                        "sign tool_plan",
                        "call 0 f_1 f {}",
                        "call 1 f_2 f null",
                        "finish TOOL_CALLS TOOL_CALL",
                        "end");
    }

    @Test
    void parts_of_a_whole_answer_stay_apart() {
        assertThat(HEARD.ofWhole("{'message':{'tool_plan':'P','content':[{'type':'thinking','thinking':'Hm'},"
                        + "{'type':'text','text':'a'},{'type':'text','text':'b'}]},'finish_reason':'COMPLETE'}"))
                .containsExactly(
                        "thinking P",
                        "sign tool_plan",
                        "end of part",
                        "thinking Hm",
                        "end of part",
                        "text a",
                        "end of part",
                        "text b",
                        "finish STOP COMPLETE",
                        "end");
    }

    @Test
    void a_stream_of_thoughts_and_words_is_handed_on_as_it_comes() {
        assertThat(
                        HEARD.ofStream(
                                "{'id':'a','type':'message-start','delta':{'message':{'role':'assistant','content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}",
                                "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'thinking','thinking':''}}}}",
                                "{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'Hm'}}}}",
                                "{'type':'content-end','index':0}",
                                "{'type':'content-start','index':1,'delta':{'message':{'content':{'type':'text','text':''}}}}",
                                "{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'Hi'}}}}",
                                "{'type':'citation-start','index':0,'delta':{'message':{'citations':{'text':'Hi','sources':[]}}}}",
                                "{'type':'citation-end','index':0}",
                                "{'type':'content-end','index':1}",
                                "{'type':'message-end','delta':{'finish_reason':'MAX_TOKENS','usage':{'tokens':{'output_tokens':1}}}}"))
                .containsExactly(
                        "id a",
                        "end of part",
                        "thinking Hm",
                        "end of part",
                        "end of part",
                        "text Hi",
                        "end of part",
                        "usage Usage[input=null, output=1, cachedInput=null, cacheWrite=null, reasoning=null, total=null]",
                        "finish LENGTH MAX_TOKENS",
                        "end");
    }

    @Test
    void a_plan_and_its_calls_are_handed_on_as_they_come_with_arguments_or_without() {
        assertThat(HEARD.ofStream(
                        "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I look'}}}",
                        "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'f_1','type':'function','function':{'name':'f','arguments':''}}}}}",
                        "{'delta':{'message':{'tool_calls':{'function':{'arguments':'{}'}}}},'index':0,'type':'tool-call-delta'}",
                        "{'type':'tool-call-end','index':0}",
                        "{'type':'tool-call-start','index':1,'delta':{'message':{'tool_calls':{'id':'g_1','type':'function','function':{'name':'g','arguments':''}}}}}",
                        "{'type':'tool-call-end','index':1}"))
                .containsExactly(
                        "thinking I look",
                        "sign tool_plan",
                        "call 0 f_1 f ",
                        "call 0 null null {}",
                        "end of part",
                        "call 1 g_1 g ",
                        "end of part");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message-end','delta':{'finish_reason':'ERROR','error':'no worker'}}",
                "{'message':'too many requests'}",
                "{'id':'a','error_type':'X','message':'y'}",
                "[{'error':{'message':'x'}}]"
            })
    void an_error_is_told_apart_from_an_answer(String json) {
        assertThat(HEARD.ofStream(json)).endsWith("fail").doesNotContain("end");
        assertThat(HEARD.ofWhole(json)).endsWith("fail").doesNotContain("end");
    }

    @Test
    void json_that_is_no_answer_is_none() {
        assertThat(HEARD.ofWhole("{'ok':true}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, STOP",
        "STOP_SEQUENCE, STOP",
        "MAX_TOKENS, LENGTH",
        "ERROR_LIMIT, LENGTH",
        "TOOL_CALL, TOOL_CALLS",
        "ERROR_TOXIC, CONTENT_FILTER",
        "ERROR, ERROR",
        "TIMEOUT, ERROR",
        "USER_CANCEL, OTHER"
    })
    void each_reason_to_finish_has_its_meaning(String word, String meaning) {
        assertThat(HEARD.ofWhole("{'finish_reason':'" + word + "'}"))
                .containsExactly("finish " + meaning + " " + word, "end");
    }
}
