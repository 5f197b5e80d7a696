package io.llmclient.providers.internal.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.EmbeddingPurpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest {

    private final Spoken openai = new Spoken(OpenAiEmbeddings.openAi());
    private final Spoken compatible = new Spoken(OpenAiEmbeddings.compatible());
    private final Spoken mistral = new Spoken(OpenAiEmbeddings.mistral());

    @Test
    void open_ai_is_asked_for_the_length_and_for_base64() {
        assertThat(openai.path("text-embedding-3-small")).isEqualTo("/embeddings");
        assertThat(openai.body("text-embedding-3-small", EmbeddingPurpose.QUERY, "a", "b"))
                .isEqualTo("{'model':'text-embedding-3-small','input':['a','b'],'dimensions':2,"
                        + "'encoding_format':'base64'}");
    }

    @Test
    void a_model_with_one_length_is_not_asked_for_it() {
        assertThat(openai.body("text-embedding-ada-002", null, "a"))
                .isEqualTo("{'model':'text-embedding-ada-002','input':['a'],'encoding_format':'base64'}");
    }

    @Test
    void others_are_asked_for_nothing_that_some_refuse() {
        assertThat(compatible.body("bge-m3", null, "a")).isEqualTo("{'model':'bge-m3','input':['a']}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/text-embedding-3-large", "text-embedding-v4", "embedding-3"})
    void models_that_can_shorten_are_asked_for_the_length_wherever_they_are(String model) {
        assertThat(compatible.body(model, null, "a"))
                .isEqualTo("{'model':'" + model + "','input':['a'],'dimensions':2}");
    }

    @Test
    void others_get_fewer_texts_at_once() {
        assertThat(openai.dialect().maxTexts("m")).isEqualTo(2048);
        assertThat(compatible.dialect().maxTexts("m")).isEqualTo(256);
    }

    @Test
    void mistral_has_a_field_of_its_own_for_the_length() {
        assertThat(mistral.body("mistral-embed", null, "a")).isEqualTo("{'model':'mistral-embed','input':['a']}");
        assertThat(mistral.body("codestral-embed", null, "a"))
                .isEqualTo("{'model':'codestral-embed','input':['a'],'output_dimension':2}");
    }

    @Test
    void vectors_are_put_in_order_by_their_index() {
        assertThat(openai.heard("{'object':'list','data':[{'object':'embedding','index':1,'embedding':[3,4]},"
                        + "{'object':'embedding','index':0,'embedding':'AACAPwAAAMA='}],"
                        + "'model':'m','usage':{'prompt_tokens':5,'total_tokens':6}}"))
                .containsExactly("[1.0, -2.0]", "[3.0, 4.0]", "model m", "input 5, total 6");
    }

    @Test
    void without_an_index_they_stay_in_their_order() {
        assertThat(openai.heard("{'data':[{'embedding':[3,4]},{'embedding':[1,2]}]}"))
                .containsExactly("[3.0, 4.0]", "[1.0, 2.0]");
    }

    @Test
    void what_is_no_vector_is_left_out() {
        assertThat(openai.heard("{'data':[{'embedding':null},7,{'embedding':[1,2]}],'usage':null,'error':null}"))
                .containsExactly("[1.0, 2.0]");
    }

    @Test
    void an_error_in_a_good_answer_is_a_failure() {
        assertThat(openai.heard("{'error':{'message':'no'}}")).containsExactly("fail");
    }
}
