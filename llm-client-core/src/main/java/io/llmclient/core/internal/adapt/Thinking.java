package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how much to think in the measure that the model knows, or not at all where it would refuse to. Looks at the
 * messages as they will be sent, and drops the sampling that does not go with what is left of the wish.
 */
final class Thinking {

    private final Draft draft;
    private final ChatRequest request;
    private final Target target;
    private final Capabilities can;
    private final Levels levels;
    private @Nullable Effort effort;
    private @Nullable Integer budget;
    private boolean thoughts;

    private Thinking(Draft draft, @Nullable Reasoning wish) {
        this.draft = draft;
        request = draft.request();
        target = draft.target();
        can = target.capabilities();
        levels = new Levels(can);
        if (wish != null) {
            effort = wish.isOff() ? Effort.NONE : wish.effort();
            budget = wish.isOff() ? null : wish.budgetTokens();
            thoughts = wish.includeThoughts();
        }
    }

    static void fit(Draft draft) {
        Reasoning wish = draft.request().reasoning();
        Target target = draft.target();
        boolean toolsAlone = target.lacks(Feature.THINKING_WITH_TOOLS)
                && !draft.request().tools().isEmpty();
        if (target.lacks(Feature.REASONING) || (wish == null && !toolsAlone)) {
            return;
        }
        Thinking thinking = new Thinking(draft, wish);
        if (target.lacks(Feature.THINKING_LEVELS)) {
            thinking.onOrOff();
        } else {
            thinking.level();
            thinking.budget();
        }
        thinking.thoughtsAlone();
        if (toolsAlone) {
            thinking.giveWayToTools();
        }
        thinking.end(wish);
    }

    private boolean isMeasured() {
        return effort != null || budget != null;
    }

    private boolean isOff() {
        return effort == Effort.NONE;
    }

    private void onOrOff() {
        if (isMeasured() && !isOff()) {
            forget();
            thoughts = true;
            note("dropped the level of reasoning: the model's thinking is on or off");
        }
    }

    private void level() {
        if (budget != null && target.lacks(Feature.THINKING_BUDGET)) {
            effort = effort == null ? inWords(budget) : effort;
            budget = null;
        } else if (budget != null && !can.effortTokens().isEmpty()) {
            effort = null;
        }
        if (effort != null) {
            known(effort);
        }
    }

    private Effort inWords(int tokens) {
        Effort level = levels.of(tokens);
        note("said reasoning of " + tokens + " tokens as " + word(level) + ": the model knows levels only");
        return level;
    }

    private void known(Effort wish) {
        boolean counted = budget == null && !target.lacks(Feature.THINKING_BUDGET);
        Map<Effort, Integer> tokens = counted ? can.effortTokens() : Map.of();
        Effort level = tokens.containsKey(wish) ? wish : levels.nearest(wish);
        if (wish != level) {
            String moved = wish.compareTo(level) < 0 ? "raised" : "lowered";
            note(moved + " reasoning from " + word(wish) + " to " + word(level) + ": the model has no such level");
        }
        effort = level;
        if (tokens.containsKey(level)) {
            inTokens(tokens.get(level));
        }
    }

    private void inTokens(int tokens) {
        if (isOff() && tokens > 0) {
            note("raised reasoning from none to " + tokens + " tokens: the model takes no less");
        }
        effort = tokens > 0 ? null : Effort.NONE;
        budget = tokens > 0 ? (Integer) tokens : null;
    }

    private void budget() {
        if (budget != null) {
            budget = within(budget);
            leaveRoomForTheAnswer(budget);
        }
        if (budget != null && target.lacks(Feature.THINKING_ANYWHERE)) {
            giveWayToTheTurn();
        }
    }

    private int within(int wish) {
        Integer least = can.minThinkingTokens();
        Integer most = can.maxThinkingTokens();
        if (least != null && wish < least) {
            note("raised reasoning from " + wish + " to " + least + " tokens: the model takes no less");
            return least;
        } else if (most != null && wish > most) {
            note("lowered reasoning from " + wish + " to " + most + " tokens: the model takes no more");
            return most;
        }
        return wish;
    }

    private void leaveRoomForTheAnswer(int wish) {
        Integer limit = limit();
        if (limit == null || !target.lacks(Feature.THINKING_BEYOND_OUTPUT) || wish < limit) {
            return;
        }
        int half = limit / 2;
        Integer least = can.minThinkingTokens();
        if (half < (least == null ? 1 : least)) {
            drop("maxOutputTokens leave no room for it");
        } else {
            budget = half;
            note("lowered reasoning from " + wish + " to " + half + " tokens: they are a part of maxOutputTokens");
        }
    }

    /** The request's, as far as the model can write; or else all it can. */
    private @Nullable Integer limit() {
        Integer wish = request.maxOutputTokens();
        Integer most = can.maxOutputTokens();
        return wish == null ? most : most == null ? wish : (Integer) Math.min(wish, most);
    }

    private void giveWayToTheTurn() {
        ToolChoice choice = request.toolChoice();
        if (choice != null && choice.mode() == ToolChoice.Mode.REQUIRED && !target.lacks(Feature.FORCED_TOOL_CHOICE)) {
            drop("the model does not think when it must call a tool");
        } else if (goesOnWithoutThought(draft.messages())) {
            drop("the turn began without a thought of the model");
        }
    }

    private static boolean goesOnWithoutThought(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Message.Assistant turn) {
                boolean goesOn = i == messages.size() - 1 || !turn.toolCalls().isEmpty();
                return goesOn
                        && !turn.content().isEmpty()
                        && !isThought(turn.content().get(0));
            }
        }
        return false;
    }

    /** A broken stream leaves a thought without its signature, which does not count. */
    private static boolean isThought(Content part) {
        return part instanceof Content.Thinking thinking
                ? thinking.origin() != null
                        && thinking.origin().signature() != null
                        && !thinking.origin().signature().isEmpty()
                : part instanceof Content.Opaque opaque && opaque.type().endsWith("thinking");
    }

    private void thoughtsAlone() {
        if (thoughts && !isMeasured() && !can.thinksUnasked() && target.lacks(Feature.THOUGHTS_ALONE)) {
            drop("the model thinks at a level or with a budget only");
        }
    }

    private void giveWayToTools() {
        if (isMeasured() && !isOff()) {
            throw target.cannot("think and call tools at once (effort NONE would do)");
        } else if (!isOff() && can.thinksUnasked() && levels.nearest(Effort.NONE) == Effort.NONE) {
            effort = Effort.NONE;
            note("told the model not to think: it calls no tools then");
        }
    }

    private void drop(String why) {
        forget();
        thoughts = false;
        note("dropped reasoning: " + why);
    }

    private void forget() {
        effort = null;
        budget = null;
    }

    private void end(@Nullable Reasoning wish) {
        Reasoning fitting = isMeasured() || thoughts ? new Reasoning(effort, budget, thoughts) : null;
        if (!Objects.equals(fitting, wish)) {
            draft.change().reasoning(fitting);
        }
        if (fitting != null && !isOff() && target.lacks(Feature.SAMPLING_WHILE_THINKING)) {
            Sampling.dropBesideThinking(draft);
        }
    }

    private void note(String sentence) {
        draft.notes().add(sentence);
    }

    private static String word(Effort level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
