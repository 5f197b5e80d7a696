package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Reasoning;
import io.llmclient.spi.Feature;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    private static final ChatRequest ALL = ChatRequest.builder()
            .user("Hi")
            .reasoning(Reasoning.effort(Reasoning.Effort.LOW))
            .temperature(0.5)
            .topP(0.9)
            .topK(40)
            .presencePenalty(0.1)
            .frequencyPenalty(0.2)
            .seed(7L)
            .stop("END", "STOP")
            .metadata("user_id", "u1")
            .maxOutputTokens(1000)
            .build();

    @ParameterizedTest
    @CsvSource({
        "REASONING, reasoning",
        "TEMPERATURE, temperature",
        "TOP_P, topP",
        "TOP_K, topK",
        "SEED, seed",
        "STOP, stop",
        "METADATA, metadata"
    })
    void a_setting_that_the_model_does_not_take_is_dropped_and_nothing_else(Feature missing, String name) {
        Adapted adapted = Model.without(missing).adapt(ALL);

        assertThat(adapted.adjustments()).containsExactly("dropped " + name + ": the model does not take it");
        assertThat(settings(adapted.request())).isEqualTo(settings(ALL, name));
    }

    @Test
    void both_penalties_are_dropped_where_there_are_none() {
        Adapted adapted = Model.without(Feature.PENALTIES).adapt(ALL);

        assertThat(settings(adapted.request())).isEqualTo(settings(ALL, "presencePenalty", "frequencyPenalty"));
        assertThat(adapted.adjustments())
                .containsExactly(
                        "dropped presencePenalty: the model does not take it",
                        "dropped frequencyPenalty: the model does not take it");
    }

    @Test
    void a_request_without_settings_loses_none() {
        ChatRequest bare = ChatRequest.of("Hi");

        assertThat(Model.without(Feature.values()).adapt(bare).request()).isSameAs(bare);
    }

    @Test
    void of_temperature_and_top_p_the_temperature_stays_where_both_cannot() {
        Adapted adapted = Model.without(Feature.TEMPERATURE_WITH_TOP_P).adapt(ALL);

        assertThat(adapted.request().temperature()).isEqualTo(0.5);
        assertThat(adapted.request().topP()).isNull();
        assertThat(adapted.adjustments())
                .containsExactly("dropped topP: the model does not take it together with temperature");
    }

    @Test
    void top_p_stays_where_the_temperature_had_to_go() {
        Adapted adapted = Model.without(Feature.TEMPERATURE_WITH_TOP_P, Feature.TEMPERATURE)
                .adapt(ALL);

        assertThat(adapted.request().temperature()).isNull();
        assertThat(adapted.request().topP()).isEqualTo(0.9);
    }

    @Test
    void top_p_is_dropped_once_where_it_is_not_taken_at_all() {
        Adapted adapted =
                Model.without(Feature.TEMPERATURE_WITH_TOP_P, Feature.TOP_P).adapt(ALL);

        assertThat(adapted.request().temperature()).isEqualTo(0.5);
        assertThat(adapted.adjustments()).containsExactly("dropped topP: the model does not take it");
    }

    @Test
    void top_p_alone_needs_no_leave_to_stand_beside_temperature() {
        ChatRequest alone = ChatRequest.builder().user("Hi").topP(0.9).build();

        assertThat(Model.without(Feature.TEMPERATURE_WITH_TOP_P).adapt(alone).request())
                .isSameAs(alone);
    }

    @Test
    void a_temperature_beyond_the_range_is_lowered_to_its_end() {
        ChatRequest hot = ChatRequest.builder().user("Hi").temperature(1.7).build();

        Adapted adapted = Model.MISTRAL.adapt(hot);

        assertThat(adapted.request().temperature()).isEqualTo(1.5);
        assertThat(adapted.adjustments())
                .containsExactly("lowered temperature from 1.7 to 1.5: the model takes no more");
    }

    @Test
    void a_temperature_at_the_end_of_the_range_stays() {
        ChatRequest warm = ChatRequest.builder().user("Hi").temperature(1.5).build();

        assertThat(Model.MISTRAL.adapt(warm).request()).isSameAs(warm);
    }

    @Test
    void more_output_tokens_than_the_model_can_write_are_lowered_to_its_maximum() {
        ChatRequest wordy =
                ChatRequest.builder().user("Hi").maxOutputTokens(200_000).build();

        Adapted adapted = Model.CLAUDE.adapt(wordy);

        assertThat(adapted.request().maxOutputTokens()).isEqualTo(128_000);
        assertThat(adapted.adjustments())
                .containsExactly("lowered maxOutputTokens from 200000 to 128000: the model takes no more");
    }

    @Test
    void the_first_stops_stay_where_there_are_too_many() {
        ChatRequest six = ChatRequest.builder()
                .user("Hi")
                .stop("a", "b", "c", "d", "e", "f")
                .build();

        Adapted adapted = Model.GPT.adapt(six);

        assertThat(adapted.request().stop()).containsExactly("a", "b", "c", "d");
        assertThat(adapted.adjustments()).containsExactly("cut stop from 6 texts to 4: the model takes no more");
    }

    @Test
    void as_many_stops_as_the_model_takes_stay() {
        ChatRequest four =
                ChatRequest.builder().user("Hi").stop("a", "b", "c", "d").build();

        assertThat(Model.GPT.adapt(four).request()).isSameAs(four);
    }

    @Test
    void blank_stops_are_dropped_before_the_others_are_counted() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .stop("a", " ", "\n", "b", "c", "d")
                .build();

        Adapted adapted =
                new Model("test.chat", "model-1", Model.GPT.capabilities().without(Feature.BLANK_STOPS)).adapt(request);

        assertThat(adapted.request().stop()).containsExactly("a", "b", "c", "d");
        assertThat(adapted.adjustments()).containsExactly("dropped 2 blank texts of stop");
    }

    @Test
    void metadata_are_dropped_but_for_the_user_where_that_is_all_the_model_takes() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .metadata("user_id", "u1")
                .metadata("team", "x")
                .build();

        Adapted adapted = Model.without(Feature.METADATA_ANY).adapt(request);

        assertThat(adapted.request().metadata()).containsExactly(Map.entry("user_id", "u1"));
        assertThat(adapted.adjustments())
                .containsExactly("dropped metadata besides user_id: the model does not take it");
        assertThat(Model.without(Feature.METADATA_ANY).adapt(ALL).request()).isSameAs(ALL);
    }

    /** The settings of a request by name, without those that were not set and those to leave out. */
    private static Map<String, Object> settings(ChatRequest request, String... leftOut) {
        Map<String, Object> settings = new TreeMap<>();
        put(settings, "reasoning", request.reasoning());
        put(settings, "temperature", request.temperature());
        put(settings, "topP", request.topP());
        put(settings, "topK", request.topK());
        put(settings, "presencePenalty", request.presencePenalty());
        put(settings, "frequencyPenalty", request.frequencyPenalty());
        put(settings, "seed", request.seed());
        put(settings, "stop", request.stop().isEmpty() ? null : request.stop());
        put(settings, "metadata", request.metadata().isEmpty() ? null : request.metadata());
        put(settings, "maxOutputTokens", request.maxOutputTokens());
        settings.keySet().removeAll(Set.of(leftOut));
        return settings;
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
