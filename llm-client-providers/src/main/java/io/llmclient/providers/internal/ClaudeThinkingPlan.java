package io.llmclient.providers.internal;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import io.llmclient.providers.internal.models.ClaudeThinking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wish to think becomes at a model.
 *
 * @param type of the field {@code thinking}; null for no such field
 * @param budget 0 for none
 * @param summary whether to ask for the thoughts, which the newer models keep to themselves
 * @param effort null for the model's default
 */
public record ClaudeThinkingPlan(
        @Nullable String type,
        int budget,
        boolean summary,
        @Nullable String effort) {

    /** Nothing is said of thinking. */
    public static final ClaudeThinkingPlan NOTHING = new ClaudeThinkingPlan(null, 0, false, null);

    /** The API refuses less. */
    private static final int LEAST_BUDGET = 1_024;

    public static ClaudeThinkingPlan of(ChatRequest request, ClaudeGeneration generation) {
        Reasoning wish = request.reasoning();
        ClaudeThinking style = generation.thinking();
        if (wish == null || style == ClaudeThinking.NONE) {
            return NOTHING;
        } else if (wish.isOff()) {
            return style.off == null
                    ? new ClaudeThinkingPlan("adaptive", 0, false, "low")
                    : new ClaudeThinkingPlan(style.off, 0, false, null);
        } else if (style.budget && (wish.budgetTokens() != null || !style.adaptive)) {
            return enabled(request, wish, generation);
        }
        return new ClaudeThinkingPlan("adaptive", 0, wish.includeThoughts(), effort(wish, style));
    }

    private boolean thinks() {
        return "enabled".equals(type) || "adaptive".equals(type);
    }

    /** A thinking model refuses any. */
    public @Nullable Double temperature(ChatRequest request) {
        return thinks() ? null : request.temperature();
    }

    /** A thinking model refuses any. */
    public @Nullable Integer topK(ChatRequest request) {
        return thinks() ? null : request.topK();
    }

    /** A thinking model refuses any below 0.95. */
    public @Nullable Double topP(ChatRequest request) {
        Double wish = request.topP();
        return wish != null && thinks() && wish < 0.95 ? null : wish;
    }

    /** Writes the field {@code thinking}, if there is to be one. */
    public void write(JsonWriter out) {
        if (type != null) {
            out.object("thinking").text("type", type);
            out.number("budget_tokens", budget > 0 ? budget : null);
            out.text("display", summary ? "summarized" : null);
            out.end();
        }
    }

    private static ClaudeThinkingPlan enabled(ChatRequest request, Reasoning wish, ClaudeGeneration generation) {
        int wanted = wish.budgetTokens() == null ? budget(wish.effort()) : wish.budgetTokens();
        Integer asked = request.maxOutputTokens();
        int limit = asked == null ? generation.maxTokens() : asked;
        // The budget is a part of the limit, and the answer needs the rest.
        int budget = wanted < limit ? Math.max(wanted, LEAST_BUDGET) : limit / 2;
        if (wanted == 0 || budget < LEAST_BUDGET || budget >= limit || refusesToThink(request)) {
            return NOTHING;
        }
        String effort = generation.thinking().adaptive ? effort(wish.effort(), generation.thinking()) : null;
        return new ClaudeThinkingPlan("enabled", budget, false, effort);
    }

    /**
     * With a budget the API refuses to think where it is not free in what to say: when a tool call is forced, and in a
     * turn that began without a thought, as one of another provider does.
     */
    private static boolean refusesToThink(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        return (choice != null && choice.mode() == ToolChoice.Mode.REQUIRED)
                || goesOnWithoutThought(request.messages());
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

    /** Whether the API would take the thought back; a broken stream leaves one without its signature. */
    public static boolean isSigned(Content.Thinking thinking) {
        Origin origin = thinking.origin();
        return origin != null
                && origin.signature() != null
                && !origin.signature().isEmpty();
    }

    private static boolean isThought(Content part) {
        return part instanceof Content.Thinking thinking
                ? isSigned(thinking)
                : part instanceof Content.Opaque opaque && opaque.type().equals("redacted_thinking");
    }

    private static int budget(@Nullable Effort effort) {
        if (effort == null) {
            return 0;
        }
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> LEAST_BUDGET;
            case MEDIUM -> 4_096;
            case HIGH -> 10_000;
            case XHIGH, MAX -> 32_000;
        };
    }

    private static @Nullable String effort(Reasoning wish, ClaudeThinking style) {
        Integer budget = wish.budgetTokens();
        if (wish.effort() != null || budget == null) {
            return effort(wish.effort(), style);
        }
        return budget < 4_096 ? "low" : budget < 10_000 ? "medium" : "high";
    }

    private static @Nullable String effort(@Nullable Effort effort, ClaudeThinking style) {
        if (effort == null) {
            return null;
        }
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH -> style == ClaudeThinking.BUDGET_OR_ADAPTIVE ? "high" : "xhigh";
            case MAX -> "max";
        };
    }
}
