package io.llmclient.providers.internal.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FinishReason;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Hearing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiReaderTest {

    private static final Hearing HEARD =
            new Hearing(() -> new GeminiGenerateContent().reader(new Target("gemini-3.8-flash", true, Quirks.none())));

    @Test
    void a_whole_answer_is_read_part_by_part() {
        assertThat(HEARD.ofWhole("{'candidates':[{'content':{'parts':[{'text':'Hm','thought':true},{'text':'Hi'}],"
                        + "'role':'model'},'finishReason':'STOP','index':0,'safetyRatings':[]}],"
                        + "'usageMetadata':{'promptTokenCount':3,'totalTokenCount':5},"
                        + "'modelVersion':'gemini-3.8-flash','responseId':'r1'}"))
                .containsExactly(
                        "thinking Hm",
                        "text Hi",
                        "finish STOP STOP",
                        "usage Usage[input=3, output=null, cachedInput=null, cacheWrite=null, reasoning=null, total=5]",
                        "model gemini-3.8-flash",
                        "id r1",
                        "end");
    }

    @Test
    void fragments_of_a_stream_are_handed_on_as_they_come() {
        assertThat(HEARD.ofStream(chunk("{'text':'On'}"), chunk("{'text':'ce'}"), finish("MAX_TOKENS")))
                .containsExactly("text On", "text ce", "finish LENGTH MAX_TOKENS");
    }

    @Test
    void a_signature_stays_on_its_part_whatever_comes_before_and_after() {
        assertThat(HEARD.ofStream(
                        chunk("{'text':'a'}"),
                        chunk("{'text':'b','thoughtSignature':'s1'}"),
                        chunk("{'text':'c'}"),
                        chunk("{'text':'','thoughtSignature':'s2'}"),
                        chunk("{'thoughtSignature':'s3','text':'','thought':true}")))
                .containsExactly(
                        "text a",
                        "end of part",
                        "text b",
                        "sign s1",
                        "end of part",
                        "text c",
                        "end of part",
                        "sign s2",
                        "end of part",
                        "end of part",
                        "sign s3",
                        "end of part");
    }

    @Test
    void a_signed_fragment_ends_the_thought_it_continues() {
        assertThat(HEARD.ofStream(
                        chunk("{'text':'Which ','thought':true}"),
                        chunk("{'thoughtSignature':'s','text':'city?','thought':true}"),
                        chunk("{'text':'Hm','thought':true}")))
                .containsExactly("thinking Which ", "thinking city?", "sign s", "end of part", "thinking Hm");
    }

    @Test
    void calls_come_whole_and_each_for_itself() {
        assertThat(
                        HEARD.ofStream(
                                chunk("{'functionCall':{'name':'f','args':{'a': 1.50}},'thoughtSignature':'s'}"),
                                chunk(
                                        "{'functionCall':{'name':'f','args':{},'id':'x'}},{'functionCall':{'id':'x','name':'g'}}")))
                .containsExactly(
                        "call 0 null f {\"a\":1.50}",
                        "sign s",
                        "end of part",
                        "call 1 x f {}",
                        "end of part",
                        "call 2 x g null",
                        "end of part");
    }

    @Test
    void what_gemini_did_itself_is_kept_with_its_signature() {
        assertThat(HEARD.ofStream(
                        chunk("{'executableCode':{'code':'1+1'},'thoughtSignature':'s'}"),
                        chunk("{'codeExecutionResult':{'output':'2'}}"),
                        chunk("{'inlineData':{'data':'YWJj'},'thought':true,'videoMetadata':{}}")))
                .containsExactly(
                        "executableCode {\"executableCode\":{\"code\":\"1+1\"},\"thoughtSignature\":\"s\"}",
                        "codeExecutionResult {\"codeExecutionResult\":{\"output\":\"2\"}}",
                        "inlineData {\"inlineData\":{\"data\":\"YWJj\"},\"videoMetadata\":{},\"thought\":true}");
    }

    @Test
    void only_the_first_candidate_counts() {
        assertThat(HEARD.ofWhole(
                        "{'candidates':[{'content':{'parts':[{'text':'b'}]},'finishReason':'SAFETY','index':1},"
                                + "{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'}]}"))
                .containsExactly("text a", "finish STOP STOP", "end");
    }

    @Test
    void an_answer_may_have_no_parts_at_all() {
        assertThat(HEARD.ofWhole("{'candidates':[{'content':{'role':'model'},'finishReason':'MAX_TOKENS'}]}"))
                .containsExactly("finish LENGTH MAX_TOKENS");
        assertThat(HEARD.ofWhole("{'candidates':[{'finishReason':'MODEL_ARMOR'}]}"))
                .containsExactly("finish CONTENT_FILTER MODEL_ARMOR");
    }

    @Test
    void a_blocked_prompt_is_a_filtered_answer() {
        assertThat(HEARD.ofWhole("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'}}"))
                .containsExactly("finish CONTENT_FILTER PROHIBITED_CONTENT");
    }

    @Test
    void json_that_is_no_answer_ends_nothing() {
        assertThat(HEARD.ofWhole("{'hello':[1]}")).isEmpty();
        assertThat(HEARD.ofWhole("{'candidates':[{'content':{}}]}")).isEmpty();
        assertThat(HEARD.ofWhole("'hello'")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, LENGTH",
        "RECITATION, CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL, ERROR",
        "UNEXPECTED_TOOL_CALL, ERROR",
        "LANGUAGE, OTHER",
        "OF_TOMORROW, OTHER",
    })
    void finish_reasons_are_an_open_list(String raw, FinishReason reason) {
        assertThat(HEARD.ofStream(finish(raw))).containsExactly("finish " + reason + " " + raw);
    }

    @Test
    void thoughts_are_output_and_what_tools_read_is_input() {
        assertThat(HEARD.ofStream("{'usageMetadata':{'promptTokenCount':373,'toolUsePromptTokenCount':10,"
                        + "'candidatesTokenCount':89,'thoughtsTokenCount':167,'cachedContentTokenCount':204,"
                        + "'totalTokenCount':639,'promptTokensDetails':[{'modality':'TEXT','tokenCount':373}]}}"))
                .containsExactly("usage Usage[input=383, output=256, cachedInput=204, cacheWrite=null, reasoning=167,"
                        + " total=639]");
    }

    @Test
    void usage_without_a_count_says_nothing() {
        assertThat(HEARD.ofStream("{'usageMetadata':{'trafficType':'ON_DEMAND'}}"))
                .isEmpty();
    }

    @Test
    void an_error_fails_the_answer_in_brackets_too() {
        assertThat(HEARD.ofStream("{'error':{'code':503,'status':'UNAVAILABLE'}}"))
                .containsExactly("fail");
        assertThat(HEARD.ofStream("[{'error':{'code':503}}]")).containsExactly("fail");
        assertThat(HEARD.ofWhole("[{'error':{'code':503}}]")).containsExactly("fail");
        assertThat(HEARD.ofStream("{'error':null}")).isEmpty();
    }

    @Test
    void a_stream_that_was_sent_in_one_piece_is_read_and_ends_only_with_a_reason() {
        assertThat(HEARD.ofWhole("[" + chunk("{'text':'a'}") + "," + finish("STOP") + "]"))
                .containsExactly("text a", "finish STOP STOP");
        assertThat(HEARD.ofWhole("[" + chunk("{'text':'a'}") + "]")).containsExactly("text a");
    }

    private static String chunk(String parts) {
        return "{'candidates':[{'content':{'parts':[" + parts + "],'role':'model'},'index':0}]}";
    }

    private static String finish(String reason) {
        return "{'candidates':[{'finishReason':'" + reason + "'}]}";
    }
}
