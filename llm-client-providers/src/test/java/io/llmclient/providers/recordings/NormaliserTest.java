package io.llmclient.providers.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spellings are the same, and, just as much, which are not. */
class NormaliserTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "openai.chat | {'messages':[{'content':[{'type':'text','text':'a'}]}]} | {'messages':[{'content':'a'}]}",
                "openai.chat | {'messages':[{'content':'','tool_calls':[]}]} | {'messages':[{'tool_calls':[]}]}",
                "openai.chat | {'messages':[{'tool_calls':[{'function':{'arguments':'{ }'}}]}]} | {'messages':[{'tool_calls':[{'function':{'arguments':'{}'}}]}]}",
                "openai.chat | {'messages':[{'role':'developer'}]} | {'messages':[{'role':'system'}]}",
                "openai.chat | {'tool_choice':'auto','n':1,'stream':false,'store':true,'parallel_tool_calls':true} | {}",
                "openai.chat | {'max_completion_tokens':3,'stop':'a'} | {'max_tokens':3.0,'stop':['a']}",
                "openai.chat | {'stream':true,'stream_options':{}} | {'stream':true}",
                "anthropic.messages | {'system':[{'type':'text','text':'a'}]} | {'system':'a'}",
                "anthropic.messages | {'messages':[{'content':[{'is_error':false,'content':[{'type':'text','text':'a'}],'type':'tool_result'}]}]} | {'messages':[{'content':[{'content':'a','type':'tool_result'}]}]}",
                "gemini.generateContent | {'generation_config':{'response_modalities':['TEXT']}} | {}",
                "gemini.generateContent | {'tools':[{'functionDeclarations':[{'name':'a'}]},{'function_declarations':[{'name':'b'}]}]} | {'tools':[{'functionDeclarations':[{'name':'a'},{'name':'b'}]}]}",
                "gemini.generateContent | {'systemInstruction':{'role':'user','parts':[]}} | {'systemInstruction':{'parts':[]}}",
                "gemini.generateContent | {'toolConfig':{'functionCallingConfig':{'mode':'AUTO'}}} | {}"
            })
    void theseSayTheSame(String api, String one, String other) {
        assertThat(normalised(api, one).sameAs(normalised(api, other)))
                .as("%s and %s", normalised(api, one), normalised(api, other))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "openai.chat | {'messages':[{'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]} | {'messages':[{'content':'ab'}]}",
                "openai.chat | {'messages':[{'content':''}]} | {'messages':[{}]}",
                "openai.chat | {'tool_choice':'none'} | {}",
                "openai.chat | {'stream':true} | {}",
                "openai.chat | {'n':2} | {}",
                "openai.chat | {'stop':['a','b']} | {'stop':'a'}",
                "openai.chat | {'parallel_tool_calls':false} | {}",
                "openai.chat | {'tools':[{'function':{'strict':true}}]} | {'tools':[{'function':{}}]}",
                "anthropic.messages | {'system':[{'type':'text','text':'a','cache_control':{}}]} | {'system':'a'}",
                "anthropic.messages | {'messages':[{'content':[{'is_error':true}]}]} | {'messages':[{'content':[{}]}]}",
                "gemini.generateContent | {'generationConfig':{'responseModalities':['IMAGE']}} | {}",
                "gemini.generateContent | {'contents':[{'parts':[{'functionCall':{'args':{'a_b':1}}}]}]} | {'contents':[{'parts':[{'functionCall':{'args':{'aB':1}}}]}]}",
                "gemini.generateContent | {'toolConfig':{'functionCallingConfig':{'mode':'ANY'}}} | {}"
            })
    void theseDoNot(String api, String one, String other) {
        assertThat(normalised(api, one).sameAs(normalised(api, other)))
                .as("%s and %s", normalised(api, one), normalised(api, other))
                .isFalse();
    }

    private static Tree normalised(String api, String body) {
        Recording recording = new Recording("made-up", parsed("{'api':'" + api + "'}"));
        return Api.of(recording).orElseThrow().normalised(parsed(body));
    }

    private static Tree parsed(String json) {
        return Tree.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
