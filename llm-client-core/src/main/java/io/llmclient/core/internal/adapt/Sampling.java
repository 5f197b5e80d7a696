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

    private static final String NOT_TAKEN = "the model does not take it";
    private static final String USER = "user_id";
    private static final double HIGH_TOP_P = 0.95;

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

    /** Once it is clear that the model will think. */
    static void dropBesideThinking(Draft draft) {
        new Sampling(draft).dropBesideThinking();
    }

    private void dropBesideThinking() {
        String why = NOT_TAKEN + " while it thinks";
        dropIf(takes(Feature.TEMPERATURE), "temperature", request.temperature(), b -> b.temperature(null), why);
        Double topP = request.topP();
        boolean stays = topP == null || (topP >= HIGH_TOP_P && takes(Feature.HIGH_TOP_P_WHILE_THINKING));
        boolean isThere = takes(Feature.TOP_P) && !isTopPBesideTemperature();
        dropIf(isThere && !stays, "topP", topP, b -> b.topP(null), why);
        dropIf(takes(Feature.TOP_K), "topK", request.topK(), b -> b.topK(null), why);
        boolean penalties = takes(Feature.PENALTIES);
        dropIf(penalties, "presencePenalty", request.presencePenalty(), b -> b.presencePenalty(null), why);
        dropIf(penalties, "frequencyPenalty", request.frequencyPenalty(), b -> b.frequencyPenalty(null), why);
    }

    private boolean takes(Feature feature) {
        return capabilities.has(feature);
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
        dropIf(!takes(feature), name, wish, removal, NOT_TAKEN);
    }

    private void dropIf(
            boolean unfit, String name, @Nullable Object wish, Consumer<ChatRequest.Builder> removal, String why) {
        if (unfit && wish != null) {
            removal.accept(draft.change());
            noteDropped(name, why);
        }
    }

    private void separateTopPFromTemperature() {
        dropIf(
                isTopPBesideTemperature(),
                "topP",
                request.topP(),
                b -> b.topP(null),
                NOT_TAKEN + " together with temperature");
    }

    private boolean isTopPBesideTemperature() {
        return request.topP() != null
                && request.temperature() != null
                && takes(Feature.TOP_P)
                && takes(Feature.TEMPERATURE)
                && !takes(Feature.TEMPERATURE_WITH_TOP_P);
    }

    private void lowerTemperature() {
        Double wish = request.temperature();
        Double most = capabilities.maxTemperature();
        if (wish != null && most != null && wish > most && takes(Feature.TEMPERATURE)) {
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
        if (!takes(Feature.STOP)) {
            draft.change().stop(List.of());
            noteDropped("stop", NOT_TAKEN);
            return;
        }
        List<String> stops = takes(Feature.BLANK_STOPS) ? wish : withoutBlanks(wish);
        if (most != null && stops.size() > most) {
            draft.change().stop(stops.subList(0, most));
            draft.notes().add("cut stop from " + stops.size() + " texts to " + most + ": the model takes no more");
        }
    }

    private List<String> withoutBlanks(List<String> wish) {
        List<String> stops = wish.stream().filter(text -> !text.isBlank()).toList();
        if (stops.size() < wish.size()) {
            draft.change().stop(stops);
            draft.notes().addCount("dropped", wish.size() - stops.size(), "blank text", " of stop");
        }
        return stops;
    }

    private void dropMetadata() {
        Map<String, String> wish = request.metadata();
        if (wish.isEmpty()) {
            return;
        }
        String user = wish.get(USER);
        if (!takes(Feature.METADATA)) {
            draft.change().metadata(Map.of());
            noteDropped("metadata", NOT_TAKEN);
        } else if (!takes(Feature.METADATA_ANY) && wish.size() > (user == null ? 0 : 1)) {
            draft.change().metadata(user == null ? Map.of() : Map.of(USER, user));
            noteDropped("metadata besides " + USER, NOT_TAKEN);
        }
    }

    private void noteDropped(String name, String why) {
        draft.notes().add("dropped " + name + ": " + why);
    }

    private void noteLowered(String name, Number wish, Number most) {
        draft.notes().add("lowered " + name + " from " + wish + " to " + most + ": the model takes no more");
    }
}
