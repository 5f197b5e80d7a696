package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Drops the settings that the model does not take, and lowers those that go beyond its limits. */
final class Sampling {

    private final Draft draft;
    private final ChatRequest request;
    private final Capabilities capabilities;

    private Sampling(Draft draft) {
        this.draft = draft;
        request = draft.request();
        capabilities = draft.target().capabilities();
    }

    static void fit(Draft draft) {
        Sampling sampling = new Sampling(draft);
        sampling.dropWhatIsNotTaken();
        sampling.separateTopPFromTemperature();
        sampling.lowerTemperature();
        sampling.lowerMaxOutputTokens();
        sampling.cutStop();
        sampling.dropMetadata();
    }

    private void dropWhatIsNotTaken() {
        drop(Feature.REASONING, "reasoning", request.reasoning(), b -> b.reasoning(null));
        drop(Feature.TEMPERATURE, "temperature", request.temperature(), b -> b.temperature(null));
        drop(Feature.TOP_P, "topP", request.topP(), b -> b.topP(null));
        drop(Feature.TOP_K, "topK", request.topK(), b -> b.topK(null));
        drop(Feature.PENALTIES, "presencePenalty", request.presencePenalty(), b -> b.presencePenalty(null));
        drop(Feature.PENALTIES, "frequencyPenalty", request.frequencyPenalty(), b -> b.frequencyPenalty(null));
        drop(Feature.SEED, "seed", request.seed(), b -> b.seed(null));
    }

    private void drop(Feature feature, String name, @Nullable Object wish, Consumer<ChatRequest.Builder> removal) {
        if (wish != null && !capabilities.has(feature)) {
            removal.accept(draft.change());
            noteDropped(name);
        }
    }

    private void separateTopPFromTemperature() {
        boolean both = request.topP() != null
                && request.temperature() != null
                && capabilities.has(Feature.TOP_P)
                && capabilities.has(Feature.TEMPERATURE);
        if (both && !capabilities.has(Feature.TEMPERATURE_WITH_TOP_P)) {
            draft.change().topP(null);
            draft.notes().add("dropped topP: the model does not take it together with temperature");
        }
    }

    private void lowerTemperature() {
        Double wish = request.temperature();
        Double most = capabilities.maxTemperature();
        if (wish != null && most != null && wish > most && capabilities.has(Feature.TEMPERATURE)) {
            draft.change().temperature(most);
            noteLowered("temperature", wish, most);
        }
    }

    private void lowerMaxOutputTokens() {
        Integer wish = request.maxOutputTokens();
        Integer most = capabilities.maxOutputTokens();
        if (wish != null && most != null && wish > most) {
            draft.change().maxOutputTokens(most);
            noteLowered("maxOutputTokens", wish, most);
        }
    }

    private void cutStop() {
        List<String> wish = request.stop();
        Integer most = capabilities.maxStops();
        if (wish.isEmpty()) {
            return;
        }
        if (!capabilities.has(Feature.STOP)) {
            draft.change().stop(List.of());
            noteDropped("stop");
        } else if (most != null && wish.size() > most) {
            draft.change().stop(wish.subList(0, most));
            draft.notes().add("cut stop from " + wish.size() + " texts to " + most + ": the model takes no more");
        }
    }

    private void dropMetadata() {
        if (!request.metadata().isEmpty() && !capabilities.has(Feature.METADATA)) {
            draft.change().metadata(Map.of());
            noteDropped("metadata");
        }
    }

    private void noteDropped(String name) {
        draft.notes().add("dropped " + name + ": the model does not take it");
    }

    private void noteLowered(String name, Number wish, Number most) {
        draft.notes().add("lowered " + name + " from " + wish + " to " + most + ": the model takes no more");
    }
}
