package io.llmclient;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LlmClient#run} failed after tools were executed. The cause says why, and the kind is the cause's; {@link
 * #partial()} is what was done until then, so that it need not be done twice: a run that begins with its messages goes
 * on from there.
 */
public final class ToolRunException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ToolRun partial;

    /** Takes kind, provider, status, ids and route from the cause. */
    public ToolRunException(LlmException cause, ToolRun partial) {
        super(cause.toBuilder()
                .message("the run failed after tools were executed: " + cause.getMessage())
                .cause(cause));
        this.partial = partial;
    }

    /** The rounds until the failure; empty on a copy that was serialized. */
    public ToolRun partial() {
        return partial == null ? new ToolRun(ToolRun.Outcome.FAILED, List.of(), List.of()) : partial;
    }
}
