package io.llmclient.providers.internal;

import io.llmclient.Content;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.providers.internal.models.ClaudeThinking;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a wish to think is said to a model.
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

    public static ClaudeThinkingPlan of(@Nullable Reasoning wish, ClaudeThinking style) {
        if (wish == null || style == ClaudeThinking.NONE) {
            return NOTHING;
        } else if (wish.isOff()) {
            return new ClaudeThinkingPlan(style.off, 0, false, null);
        }
        String effort = wish.effort() == null ? null : wish.effort().name().toLowerCase(Locale.ROOT);
        return wish.budgetTokens() == null
                ? new ClaudeThinkingPlan("adaptive", 0, wish.includeThoughts(), effort)
                : new ClaudeThinkingPlan("enabled", wish.budgetTokens(), false, effort);
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

    /** Whether the API would take the thought back; a broken stream leaves one without its signature. */
    public static boolean isSigned(Content.Thinking thinking) {
        Origin origin = thinking.origin();
        return origin != null
                && origin.signature() != null
                && !origin.signature().isEmpty();
    }
}
