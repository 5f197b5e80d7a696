package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every conversation and every model, tried on many that were made at random from fixed seeds. */
class AdapterPropertyTest {

    private static final int CASES = 5_000;
    private static final Pattern WORDS = Pattern.compile("t\\d+;");
    private static final List<Case> ALL =
            LongStream.range(0, CASES).mapToObj(Case::of).toList();

    /** One conversation, one model, and what became of them; no answer where the model was not asked. */
    private record Case(long seed, Model model, ChatRequest request, Optional<Adapted> adapted) {

        static Case of(long seed) {
            Conversations made = new Conversations(seed);
            Model model = made.model();
            ChatRequest request = made.request();
            try {
                return new Case(seed, model, request, Optional.of(model.adapt(request)));
            } catch (LlmException e) {
                assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                return new Case(seed, model, request, Optional.empty());
            }
        }
    }

    @Test
    void most_conversations_can_be_said_and_the_others_hold_what_the_model_lacks() {
        assertThat(ALL.stream().filter(c -> c.adapted().isPresent())).hasSizeGreaterThan(CASES / 2);
        assertThat(ALL.stream().filter(c -> c.adapted().isEmpty()))
                .isNotEmpty()
                .allMatch(c -> lacksWhatIsNeeded(c.model(), c.request()));
    }

    @Test
    void an_adapted_conversation_obeys_every_rule() {
        answered()
                .forEach(c ->
                        Rules.assertObeyed(c.model(), c.adapted().orElseThrow().request()));
    }

    @Test
    void adapting_twice_changes_nothing_more() {
        answered().forEach(c -> {
            Adapted first = c.adapted().orElseThrow();
            Adapted second = c.model().adapt(first.request());
            assertThat(second.request()).as("seed %d", c.seed()).isSameAs(first.request());
            assertThat(second.adjustments()).as("seed %d", c.seed()).isEmpty();
        });
    }

    @Test
    void the_same_conversation_is_adapted_the_same_way() {
        answered().forEach(c -> {
            Adapted again = c.model().adapt(c.request());
            assertThat(again.request().messages())
                    .isEqualTo(c.adapted().orElseThrow().request().messages());
            assertThat(again.adjustments()).isEqualTo(c.adapted().orElseThrow().adjustments());
        });
    }

    @Test
    void no_words_are_lost_or_doubled_and_those_of_people_and_models_keep_their_order() {
        answered().forEach(c -> {
            List<Message> before = c.request().messages();
            List<Message> after = c.adapted().orElseThrow().request().messages();
            assertThat(words(after, m -> true))
                    .as("seed %d", c.seed())
                    .containsExactlyInAnyOrderElementsOf(words(before, m -> true));
            List<String> spoken = words(before, m -> !(m instanceof Message.ToolResult));
            assertThat(words(after, m -> true).stream().filter(spoken::contains).toList())
                    .as("seed %d", c.seed())
                    .isEqualTo(spoken);
        });
    }

    @Test
    void adjustments_hold_nothing_of_the_conversation() {
        assertThat(answered().flatMap(c -> c.adapted().orElseThrow().adjustments().stream()))
                .isNotEmpty()
                .noneMatch(sentence -> WORDS.matcher(sentence).find());
    }

    @Test
    void the_first_look_finds_what_the_steps_would_change_no_more_and_no_less() {
        answered().forEach(c -> {
            List<Message> given = c.request().messages();
            Notes notes = new Notes();
            List<Message> changed = Adapter.fit(given, c.model().target(), notes);
            boolean same = changed.equals(given) && notes.sentences().isEmpty();
            assertThat(Inspection.passes(given, c.model().target()))
                    .as("seed %d", c.seed())
                    .isEqualTo(same);
        });
        assertThat(answered()
                        .filter(c -> Inspection.passes(
                                c.request().messages(), c.model().target())))
                .hasSizeGreaterThan(CASES / 20);
    }

    private static Stream<Case> answered() {
        return ALL.stream().filter(c -> c.adapted().isPresent());
    }

    private static List<String> words(List<Message> messages, Predicate<Message> which) {
        return messages.stream()
                .filter(which)
                .flatMap(message -> WORDS.matcher(message.text()).results())
                .map(MatchResult::group)
                .toList();
    }

    private static boolean lacksWhatIsNeeded(Model model, ChatRequest request) {
        List<Message> messages = request.messages();
        List<Content> parts =
                messages.stream().flatMap(message -> message.content().stream()).toList();
        boolean tools = !request.tools().isEmpty()
                || messages.stream().anyMatch(Message.ToolResult.class::isInstance)
                || holds(parts, Content.ToolCall.class);
        boolean noImages = model.lacks(Feature.IMAGES) || model.lacks(Feature.IMAGE_URLS);
        boolean thinksBesideTools = !request.tools().isEmpty() && request.reasoning() != null;
        return (tools && model.lacks(Feature.TOOLS))
                || (thinksBesideTools && model.lacks(Feature.THINKING_WITH_TOOLS))
                || (holds(parts, Content.Image.class) && noImages)
                || (holds(parts, Content.Document.class) && model.lacks(Feature.DOCUMENTS))
                || (holds(parts, Content.Audio.class) && model.lacks(Feature.AUDIO));
    }

    private static boolean holds(List<Content> parts, Class<? extends Content> kind) {
        return parts.stream().anyMatch(kind::isInstance);
    }
}
