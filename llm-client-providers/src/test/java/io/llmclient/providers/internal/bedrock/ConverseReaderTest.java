package io.llmclient.providers.internal.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.providers.internal.Hearing;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseReaderTest {

    private static final String BEGIN = "contentBlockStart ";
    private static final String DELTA = "contentBlockDelta ";
    private static final String STOP = "contentBlockStop ";

    private static List<String> whole(String body) {
        return new Hearing(ConverseReader::new).ofWhole(body);
    }

    /** Events as {@code name json}. */
    private static List<String> stream(String... events) {
        return new Hearing(ConverseReader::new).ofNamedStream(events);
    }

    @Nested
    class AWholeAnswer {

        @Test
        void is_read_block_by_block() {
            assertThat(whole("""
                    {'metrics':{'latencyMs':3},'output':{'message':{'content':[
                      {'reasoningContent':{'reasoningText':{'signature':'sig','text':'hm'}}},
                      {'text':'Let me look.'},
                      {'toolUse':{'input':{'at':1.50},'name':'look','toolUseId':'t1','type':'tool_use'}},
                      {'toolUse':{'name':'wait','toolUseId':'t2'}}],'role':'assistant'}},
                     'stopReason':'tool_use','usage':{'inputTokens':3,'outputTokens':5,'totalTokens':8}}"""))
                    .containsExactly(
                            "sign sig",
                            "thinking hm",
                            "end of part",
                            "text Let me look.",
                            "end of part",
                            "call 2 t1 look {\"at\":1.50}",
                            "end of part",
                            "call 3 t2 wait null",
                            "end of part",
                            "finish TOOL_CALLS tool_use",
                            "usage Usage[input=3, output=5, cachedInput=null, cacheWrite=null, reasoning=null, total=8]",
                            "end");
        }

        @Test
        void counts_what_the_cache_read_and_wrote_as_input() {
            assertThat(whole("{'usage':{'inputTokens':3,'cacheReadInputTokens':2074,'cacheReadInputTokenCount':2074,"
                            + "'cacheWriteInputTokens':297,'outputTokens':61,'totalTokens':2435}}"))
                    .containsExactly(
                            "usage Usage[input=2374, output=61, cachedInput=2074, cacheWrite=297, reasoning=null, total=2435]");
        }

        @Test
        void keeps_what_the_provider_did_itself_verbatim() {
            assertThat(whole("""
                    {'output':{'message':{'content':[
                      {'toolUse':{'input':{'q':[1,null]},'name':'nova_grounding','toolUseId':'t1','type':'server_tool_use'}},
                      {'toolResult':{'content':[{'json':{'out':'7'}}],'status':'success','toolUseId':'t1'}},
                      {'reasoningContent':{'redactedContent':'cmVk'}}]}}}"""))
                    .containsExactly(
                            "toolUse {\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"nova_grounding\",\"type\":\"server_tool_use\",\"input\":{\"q\":[1,null]}}}",
                            "end of part",
                            "toolResult {\"toolResult\":{\"content\":[{\"json\":{\"out\":\"7\"}}],\"status\":\"success\",\"toolUseId\":\"t1\"}}",
                            "end of part",
                            "redacted_thinking {\"reasoningContent\":{\"redactedContent\":\"cmVk\"}}",
                            "end of part");
        }

        @Test
        void has_the_words_of_cited_texts() {
            assertThat(
                            whole(
                                    "{'output':{'message':{'content':[{'citationsContent':{'content':[{'text':'It is '},{'text':'so.'}],'citations':[{'title':'x'}]}}]}}}"))
                    .containsExactly("text It is ", "text so.", "end of part");
        }

        @Test
        void is_none_when_it_is_an_error() {
            assertThat(whole("{'__type':'x#InternalFailure','message':'no'}")).containsExactly("fail");
            assertThat(whole("{'Version':'1.0'}")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "end_turn, STOP",
            "stop_sequence, STOP",
            "max_tokens, LENGTH",
            "model_context_window_exceeded, LENGTH",
            "tool_use, TOOL_CALLS",
            "guardrail_intervened, CONTENT_FILTER",
            "content_filtered, CONTENT_FILTER",
            "malformed_model_output, ERROR",
            "malformed_tool_use, ERROR",
            "of_tomorrow, OTHER"
        })
        void ends_for_a_reason(String word, String reason) {
            assertThat(whole("{'stopReason':'" + word + "'}")).containsExactly("finish " + reason + " " + word, "end");
        }
    }

    @Nested
    class AStream {

        @Test
        void of_words_has_no_start_of_blocks_and_ends_behind_its_tokens() {
            assertThat(stream(
                            "messageStart {'p':'abc','role':'assistant'}",
                            DELTA + "{'contentBlockIndex':0,'delta':{'text':'Hel'},'p':'abcdef'}",
                            DELTA + "{'contentBlockIndex':0,'delta':{'text':'lo'}}",
                            STOP + "{'contentBlockIndex':0}",
                            "messageStop {'stopReason':'end_turn'}",
                            "metadata {'metrics':{},'usage':{'inputTokens':1,'outputTokens':2,'totalTokens':3}}"))
                    .containsExactly(
                            "text Hel",
                            "text lo",
                            "end of part",
                            "finish STOP end_turn",
                            "usage Usage[input=1, output=2, cachedInput=null, cacheWrite=null, reasoning=null, total=3]",
                            "end");
        }

        @Test
        void does_not_end_at_tokens_that_come_before_the_reason() {
            assertThat(stream("metadata {'usage':{}}", "messageStop {'stopReason':'end_turn'}"))
                    .doesNotContain("end");
        }

        @Test
        void of_thoughts_is_signed_at_its_end() {
            assertThat(stream(
                            DELTA + "{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Hm'}}}",
                            DELTA + "{'contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'sig'}}}",
                            STOP + "{'contentBlockIndex':0}",
                            DELTA + "{'contentBlockIndex':1,'delta':{'reasoningContent':{'redactedContent':'cmVk'}}}",
                            STOP + "{'contentBlockIndex':1}"))
                    .containsExactly(
                            "thinking Hm",
                            "sign sig",
                            "end of part",
                            "redacted_thinking {\"reasoningContent\":{\"redactedContent\":\"cmVk\"}}",
                            "end of part");
        }

        @Test
        void of_tool_calls_has_their_arguments_in_fragments() {
            assertThat(stream(
                            BEGIN + "{'contentBlockIndex':1,'start':{'toolUse':{'name':'look','toolUseId':'t1'}}}",
                            DELTA + "{'contentBlockIndex':1,'delta':{'toolUse':{'input':'{at:'}}}",
                            DELTA + "{'contentBlockIndex':1,'delta':{'toolUse':{'input':'1}'}}}",
                            STOP + "{'contentBlockIndex':1}",
                            BEGIN + "{'contentBlockIndex':2,'start':{'toolUse':{'name':'wait','toolUseId':'t2'}}}",
                            STOP + "{'contentBlockIndex':2}"))
                    .containsExactly(
                            "call 1 t1 look null",
                            "call 1 null null {at:",
                            "call 1 null null 1}",
                            "end of part",
                            "call 2 t2 wait null",
                            "end of part");
        }

        @Test
        void of_what_the_provider_does_itself_is_put_together_to_go_back_as_it_came() {
            assertThat(stream(
                            BEGIN
                                    + "{'contentBlockIndex':0,'start':{'toolUse':{'name':'search','toolUseId':'t1','type':'server_tool_use'}}}",
                            DELTA + "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'{'}}}",
                            DELTA + "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'}'}}}",
                            STOP + "{'contentBlockIndex':0}",
                            BEGIN
                                    + "{'contentBlockIndex':1,'start':{'toolResult':{'status':'success','toolUseId':'t1'}}}",
                            DELTA + "{'contentBlockIndex':1,'delta':{'toolResult':[{'text':'a'},{'text':'b'}]}}",
                            STOP + "{'contentBlockIndex':1}",
                            DELTA + "{'contentBlockIndex':2,'delta':{'citation':{'location':{}}}}",
                            DELTA + "{'contentBlockIndex':2,'delta':{'text':'So.'}}"))
                    .containsExactly(
                            "toolUse {\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"search\",\"type\":\"server_tool_use\",\"input\":{}}}",
                            "end of part",
                            "toolResult {\"toolResult\":{\"status\":\"success\",\"toolUseId\":\"t1\",\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]}}",
                            "end of part",
                            "text So.");
        }

        @Test
        void fails_with_an_exception_and_passes_over_what_is_new() {
            assertThat(stream(
                            "ping {'p':'x'}",
                            BEGIN + "{'contentBlockIndex':0,'start':{'hologram':{'deep':[1]}}}",
                            "throttlingException {'__type':'throttlingException','message':'Too many requests'}"))
                    .containsExactly("fail");
        }
    }
}
