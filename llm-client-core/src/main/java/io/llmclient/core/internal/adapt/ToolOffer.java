package io.llmclient.core.internal.adapt;

import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tools on offer and how free the model is in calling them. The tools of the history are no concern of this step.
 */
final class ToolOffer {

    private final Draft draft;
    private final Target target;
    private List<Tool> tools;

    private ToolOffer(Draft draft) {
        this.draft = draft;
        target = draft.target();
        tools = draft.request().tools();
    }

    static void fit(Draft draft) {
        ToolOffer offer = new ToolOffer(draft);
        offer.choice();
        offer.requireTools();
        offer.parallelSwitch();
        offer.strict();
    }

    private void choice() {
        ToolChoice choice = draft.request().toolChoice();
        if (choice == null) {
            return;
        }
        if (choice.mode() == ToolChoice.Mode.NONE && target.lacks(Feature.NO_TOOL_CHOICE)) {
            withdraw();
        } else if (choice.mode() == ToolChoice.Mode.REQUIRED && target.lacks(Feature.FORCED_TOOL_CHOICE)) {
            leaveToModel(choice);
        } else if (choice.tools().size() > 1 && target.lacks(Feature.TOOL_CHOICE_SUBSET)) {
            narrow(choice);
        }
    }

    private void withdraw() {
        draft.change().toolChoice(null);
        if (!tools.isEmpty()) {
            offer(List.of());
            draft.change().parallelToolCalls(null);
            draft.notes().add("left out the tools: the model cannot be told not to call them");
        }
    }

    private void leaveToModel(ToolChoice choice) {
        offerOnly(choice);
        draft.change().toolChoice(null);
        draft.notes().add("left the tool call to the model: it cannot be forced to call one");
    }

    private void narrow(ToolChoice choice) {
        offerOnly(choice);
        draft.change().toolChoice(ToolChoice.required());
    }

    private void offerOnly(ToolChoice choice) {
        Set<String> names = new TreeSet<>(choice.tools());
        if (!names.isEmpty() && names.size() < tools.size()) {
            offer(tools.stream().filter(tool -> names.contains(tool.name())).toList());
            draft.notes().add("offered only the tools that the tool choice names: the model cannot be held to them");
        }
    }

    private void requireTools() {
        if (!tools.isEmpty() && target.lacks(Feature.TOOLS)) {
            throw target.cannot("call tools");
        }
    }

    private void parallelSwitch() {
        if (draft.request().parallelToolCalls() != null && target.lacks(Feature.PARALLEL_TOOL_SWITCH)) {
            draft.change().parallelToolCalls(null);
            draft.notes().add("dropped parallelToolCalls: the model does not take it");
        }
    }

    private void strict() {
        if (tools.isEmpty() || tools.stream().noneMatch(Tool::strict)) {
            return;
        }
        if (target.lacks(Feature.STRICT_TOOLS)) {
            offer(tools.stream().map(ToolOffer::notStrict).toList());
            draft.notes().add("dropped strict from the tools: the model does not enforce their schemas");
        } else if (target.lacks(Feature.SCHEMA_ANY)) {
            List<Tool> enforced = tools.stream().map(this::enforced).toList();
            if (!enforced.equals(tools)) {
                offer(enforced);
                draft.notes().add("brought the schemas of strict tools into the form that the model enforces");
            }
        }
    }

    private Tool enforced(Tool tool) {
        String fitting = tool.strict() ? StrictSchema.fit(tool.parameters(), target) : tool.parameters();
        return fitting == null ? notStrict(tool) : new Tool(tool.name(), tool.description(), fitting, tool.strict());
    }

    private static Tool notStrict(Tool tool) {
        return tool.strict() ? new Tool(tool.name(), tool.description(), tool.parameters(), false) : tool;
    }

    private void offer(List<Tool> fewer) {
        tools = fewer;
        draft.change().tools(fewer);
    }
}
