package io.llmclient.providers.recordings;

import io.llmclient.EmbeddingRequest;
import io.llmclient.EmbeddingResponse;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiCompatible;
import io.llmclient.providers.internal.embeddings.OpenAiEmbeddings;
import io.llmclient.spi.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Asks for recorded vectors once more, and says what is different now. */
record EmbeddingComparison(Replay replay) {

    private static final String NAME = "openai.embeddings";

    /** What the library has a word for; every other field of a request is an extra. */
    private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "encoding_format");

    private static final Api API = new Api(NAME, OpenAiHosts::provider, EmbeddingComparison::normalise);

    static boolean covers(Recording recording) {
        return recording.api().equals(NAME);
    }

    /** One text may stand for a list of one. */
    private static void normalise(Map<String, Object> body) {
        body.computeIfPresent("input", (name, input) -> input instanceof String only ? List.of(only) : input);
    }

    Comparison.Result of(Recording recording) {
        Replay.Embedded outcome = replay.embed(recording, model(recording), request(recording));
        return new Comparison.Result(
                responses(recording.expected(), outcome), RequestComparison.compare(API, recording, outcome.sent()));
    }

    /** Azure takes what OpenAI takes. */
    private EmbeddingModel model(Recording recording) {
        HttpProvider provider = recording.provider().equals("openai")
                ? OpenAi.withKey(Api.KEY).baseUrl(replay.baseUrl())
                : OpenAiCompatible.at(recording.provider(), replay.baseUrl(), Api.KEY)
                        .embeddings(OpenAiEmbeddings.openAi());
        return provider.embedding(
                recording.requestBody().text("model"),
                recording.expected().get("embeddings", "dims").number().intValue());
    }

    private static EmbeddingRequest request(Recording recording) {
        Tree body = recording.requestBody();
        EmbeddingRequest.Builder request = EmbeddingRequest.builder()
                .texts(
                        body.get("input").isText()
                                ? List.of(body.text("input"))
                                : body.get("input").texts());
        body.fields().forEach((name, value) -> {
            if (!KNOWN.contains(name)) {
                request.extra(recording.provider(), name, value.value());
            }
        });
        return request.build();
    }

    private static List<Difference> responses(Tree expected, Replay.Embedded outcome) {
        EmbeddingResponse answer = outcome.answer();
        if (answer == null) {
            return List.of(Difference.of("answer", "vectors", outcome.failure()));
        }
        List<Difference> differences = new ArrayList<>();
        same("model", expected.text("model"), answer.model(), differences);
        same(
                "usage.input",
                expected.get("usage", "input").number(),
                answer.usage().input(),
                differences);
        same(
                "usage.total",
                expected.get("usage", "total").number(),
                answer.usage().total(),
                differences);
        Tree vectors = expected.get("embeddings");
        same("vectors", vectors.get("count").number(), (long) answer.vectors().size(), differences);
        for (int i = 0; i < vectors.get("head").items().size(); i++) {
            List<Tree> head = vectors.get("head").items().get(i).items();
            for (int j = 0; j < head.size(); j++) {
                Float wanted = head.get(j).decimal().floatValue();
                same("vectors[" + i + "][" + j + "]", wanted, answer.vectors().get(i)[j], differences);
            }
        }
        return differences;
    }

    private static void same(String field, Object wanted, Object got, List<Difference> differences) {
        if (!Objects.equals(wanted, got)) {
            differences.add(Difference.of("answer." + field, wanted, got));
        }
    }
}
