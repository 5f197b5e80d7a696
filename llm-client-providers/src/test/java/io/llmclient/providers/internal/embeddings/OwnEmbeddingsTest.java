package io.llmclient.providers.internal.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.EmbeddingPurpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wires that are not like OpenAI's. */
class OwnEmbeddingsTest {

    private final Spoken gemini = new Spoken(new GeminiEmbeddings());
    private final Spoken cohere = new Spoken(new CohereEmbeddings());
    private final Spoken ollama = new Spoken(new OllamaEmbeddings());
    private final Spoken bedrock = new Spoken(new BedrockEmbeddings());

    @Test
    void gemini_gets_a_batch_even_of_one() {
        assertThat(gemini.path("gemini-embedding-001"))
                .isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assertThat(gemini.path("tunedModels/mine x")).isEqualTo("/v1beta/tunedModels/mine%20x:batchEmbedContents");
        assertThat(gemini.body("gemini-embedding-001", null, "a"))
                .isEqualTo("{'requests':[{'model':'models/gemini-embedding-001','content':{'parts':[{'text':'a'}]},"
                        + "'outputDimensionality':2}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "DOCUMENT, RETRIEVAL_DOCUMENT, search_document",
        "QUERY, RETRIEVAL_QUERY, search_query",
        "CLASSIFICATION, CLASSIFICATION, classification",
        "CLUSTERING, CLUSTERING, clustering"
    })
    void each_has_its_own_word_for_a_purpose(EmbeddingPurpose purpose, String atGemini, String atCohere) {
        assertThat(gemini.body("m", purpose, "a")).contains("'taskType':'" + atGemini + "'");
        assertThat(cohere.body("m", purpose, "a")).contains("'input_type':'" + atCohere + "'");
    }

    @Test
    void gemini_answers_in_order_and_tells_no_usage() {
        assertThat(gemini.heard("{'embeddings':[{'values':[1,2]},{'values':[3,4],'new':1}],'new':{}}"))
                .containsExactly("[1.0, 2.0]", "[3.0, 4.0]");
        assertThat(gemini.heard("{'error':{'code':500}}")).containsExactly("fail");
    }

    @Test
    void cohere_is_always_told_a_purpose() {
        assertThat(cohere.path("embed-v4.0")).isEqualTo("/v2/embed");
        assertThat(cohere.body("embed-v4.0", null, "a", "b"))
                .isEqualTo("{'model':'embed-v4.0','texts':['a','b'],'input_type':'search_document',"
                        + "'embedding_types':['float'],'output_dimension':2}");
        assertThat(cohere.body("embed-english-v3.0", null, "a")).doesNotContain("output_dimension");
    }

    @Test
    void cohere_answers_by_type() {
        assertThat(cohere.heard("{'id':'x','embeddings':{'int8':[[1]],'float':[[1,2],[3,4]]},'texts':['a','b'],"
                        + "'meta':{'api_version':{'version':'2'},'billed_units':{'input_tokens':7}}}"))
                .containsExactly("id x", "[1.0, 2.0]", "[3.0, 4.0]", "input 7, total null");
    }

    @Test
    void ollama_speaks_its_own_way() {
        assertThat(ollama.path("nomic-embed-text")).isEqualTo("/api/embed");
        assertThat(ollama.body("nomic-embed-text", EmbeddingPurpose.QUERY, "a"))
                .isEqualTo("{'model':'nomic-embed-text','input':['a']}");
        assertThat(ollama.heard("{'model':'nomic-embed-text','embeddings':[[1,2]],'prompt_eval_count':3}"))
                .containsExactly("model nomic-embed-text", "[1.0, 2.0]", "input 3, total null");
        assertThat(ollama.heard("{'error':'no'}")).containsExactly("fail");
    }

    @Test
    void titan_takes_one_text_at_a_time() {
        String model = "amazon.titan-embed-text-v2:0";

        assertThat(bedrock.dialect().maxTexts(model)).isEqualTo(1);
        assertThat(bedrock.path(model)).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
        assertThat(bedrock.body(model, null, "a")).isEqualTo("{'inputText':'a','dimensions':2}");
        assertThat(bedrock.body("amazon.titan-embed-text-v1", null, "a")).isEqualTo("{'inputText':'a'}");
        assertThat(bedrock.heard("{'embedding':[1,2],'inputTextTokenCount':4}"))
                .containsExactly("[1.0, 2.0]", "input 4, total null");
    }

    @Test
    void cohere_behind_bedrock_has_no_model_in_its_body() {
        String model = "us.cohere.embed-v4:0";

        assertThat(bedrock.dialect().maxTexts(model)).isEqualTo(96);
        assertThat(bedrock.body(model, null, "a", "b"))
                .isEqualTo("{'texts':['a','b'],'input_type':'search_document','embedding_types':['float'],"
                        + "'output_dimension':2}");
        assertThat(bedrock.heard("{'id':'x','embeddings':[[1,2],[3,4]],'texts':['a','b']}"))
                .containsExactly("id x", "[1.0, 2.0]", "[3.0, 4.0]");
        assertThat(bedrock.heard("{'embeddings':{'float':[[1,2]]}}")).containsExactly("[1.0, 2.0]");
    }
}
