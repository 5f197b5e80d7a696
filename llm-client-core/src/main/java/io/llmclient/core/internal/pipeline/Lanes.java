package io.llmclient.core.internal.pipeline;

import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.Routing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The candidates of a client, and the order in which one request asks them. */
public final class Lanes {

    /** Conversations whose last provider is remembered; the one unused for longest is forgotten first. */
    private static final int MAX_CONVERSATIONS = 10_000;

    private final List<Lane> all;
    private final Map<String, Lane> lastOfConversation = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lane> eldest) {
            return size() > MAX_CONVERSATIONS;
        }
    };

    public Lanes(List<Lane> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The candidates for a request, never empty.
     *
     * @throws IllegalArgumentException when its routing names one that is not there, or leaves none
     */
    List<Lane> order(ChatRequest request) {
        Routing routing = request.routing();
        List<Lane> order = all;
        if (!routing.equals(Routing.any())) {
            Set<Lane> chosen = new LinkedHashSet<>(routing.only().isEmpty() ? all : named(routing.only()));
            named(routing.except()).forEach(chosen::remove);
            chosen.removeIf(lane -> !lane.tags().containsAll(routing.tags()));
            if (chosen.isEmpty()) {
                String tags = routing.tags().isEmpty() ? "" : " with the tags " + routing.tags();
                throw new IllegalArgumentException("routing leaves no candidate" + tags + " of " + names());
            }
            order = within(routing.failover(), List.copyOf(chosen));
        }
        return warmFirst(order, request.conversationId());
    }

    /** Those who may stand in for the first choice, and itself. */
    private static List<Lane> within(Routing.Failover boundary, List<Lane> order) {
        Candidate first = order.get(0).candidate();
        return switch (boundary) {
            case ANY_CANDIDATE -> order;
            case SAME_PROVIDER ->
                order.stream()
                        .filter(lane -> lane.candidate().provider().equals(first.provider()))
                        .toList();
            case SAME_MODEL ->
                order.stream()
                        .filter(lane -> lane.candidate().model().equals(first.model()))
                        .toList();
            case NOBODY -> order.subList(0, 1);
        };
    }

    private List<Lane> named(List<String> names) {
        List<Lane> found = new ArrayList<>();
        for (String name : names) {
            int before = found.size();
            for (Lane lane : all) {
                if (lane.candidate().name().equals(name)
                        || lane.candidate().provider().equals(name)) {
                    found.add(lane);
                }
            }
            if (found.size() == before) {
                throw new IllegalArgumentException("routing names \"" + name + "\", which is none of " + names());
            }
        }
        return found;
    }

    private List<String> names() {
        return all.stream().map(lane -> lane.candidate().name()).toList();
    }

    private List<Lane> warmFirst(List<Lane> order, @Nullable String conversation) {
        if (conversation == null) {
            return order;
        }
        Lane warm;
        synchronized (lastOfConversation) {
            warm = lastOfConversation.get(conversation);
        }
        if (warm == null || !order.contains(warm)) {
            return order;
        }
        Set<Lane> moved = new LinkedHashSet<>(order.size());
        moved.add(warm);
        moved.addAll(order);
        return List.copyOf(moved);
    }

    /** Remembers who answered, for the conversation's next turn. */
    void answered(ChatRequest request, Lane lane) {
        String conversation = request.conversationId();
        if (conversation != null) {
            synchronized (lastOfConversation) {
                lastOfConversation.put(conversation, lane);
            }
        }
    }
}
