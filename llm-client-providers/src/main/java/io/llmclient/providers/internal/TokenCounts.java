package io.llmclient.providers.internal;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token counts of one answer, by a wire's names for them. Some streams count in every event, so none is made an
 * object before the end.
 */
@SuppressWarnings("EnumOrdinal") // a map would make an object of each number
public final class TokenCounts {

    /** What a field of the wire counts. */
    public enum Count {
        INPUT,
        /** What the provider's tools read, beside the input. */
        TOOL_INPUT,
        OUTPUT,
        TOTAL,
        /** A part of the input. */
        CACHED,
        /** A part of the input. */
        WRITTEN,
        /** As {@link #CACHED}, but the wire counts it beside the input. */
        CACHED_BESIDE,
        /** As {@link #WRITTEN}, but the wire counts it beside the input. */
        WRITTEN_BESIDE,
        /** A part of the output. */
        THOUGHTS,
        /** As {@link #THOUGHTS}, but the wire counts it beside the output. */
        THOUGHTS_BESIDE,
        /** Nothing: an object of more counts. */
        DETAILS
    }

    private static final long UNKNOWN = -1;

    private final Map<String, Count> names;
    private final long[] counts = new long[Count.values().length];
    private final Supplier<Usage> usage = this::usage;
    /** Whether the counts are those of an earlier object. */
    private boolean stale;

    public TokenCounts(Map<String, Count> names) {
        this.names = names;
        Arrays.fill(counts, UNKNOWN);
    }

    /** Reads an object of counts, in place of all that were read before. One without counts says nothing. */
    public void read(JsonCursor in, Deltas out) {
        stale = true;
        if (fields(in)) {
            out.usage(usage);
        }
    }

    /** Reads an object of counts, in place of those of the same kind. */
    public void readMore(JsonCursor in, Deltas out) {
        fields(in);
        out.usage(usage);
    }

    private boolean fields(JsonCursor in) {
        boolean some = false;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                Count count = names.get(name);
                if (count == Count.DETAILS) {
                    some |= fields(in);
                } else if (count != null) {
                    some |= count(count, in.number(UNKNOWN));
                }
            }
        }
        return some;
    }

    private boolean count(Count count, long tokens) {
        if (tokens < 0) {
            return false;
        }
        if (stale) {
            Arrays.fill(counts, UNKNOWN);
            stale = false;
        }
        counts[count.ordinal()] = tokens;
        return true;
    }

    private Usage usage() {
        return Usage.builder()
                .input(input())
                .output(output())
                .cachedInput(known(Count.CACHED, Count.CACHED_BESIDE))
                .cacheWrite(known(Count.WRITTEN, Count.WRITTEN_BESIDE))
                .reasoning(known(Count.THOUGHTS, Count.THOUGHTS_BESIDE))
                .total(known(Count.TOTAL))
                .build();
    }

    private @Nullable Long input() {
        return known(Count.INPUT) == null
                ? null
                : Long.valueOf(sum(Count.INPUT, Count.TOOL_INPUT, Count.CACHED_BESIDE, Count.WRITTEN_BESIDE));
    }

    private @Nullable Long output() {
        boolean beside = known(Count.THOUGHTS_BESIDE) != null || showThoughtsBeside();
        return beside ? Long.valueOf(sum(Count.OUTPUT, Count.THOUGHTS, Count.THOUGHTS_BESIDE)) : known(Count.OUTPUT);
    }

    /** xAI, and DeepInfra for Gemini models, count thoughts beside the output, which shows in their total. */
    private boolean showThoughtsBeside() {
        Long total = known(Count.TOTAL);
        return total != null
                && known(Count.INPUT) != null
                && known(Count.OUTPUT) != null
                && total == sum(Count.INPUT, Count.OUTPUT, Count.THOUGHTS);
    }

    private long sum(Count... kinds) {
        long sum = 0;
        for (Count kind : kinds) {
            sum += Math.max(0, counts[kind.ordinal()]);
        }
        return sum;
    }

    /** The first of these that was counted. */
    private @Nullable Long known(Count... kinds) {
        for (Count kind : kinds) {
            if (counts[kind.ordinal()] != UNKNOWN) {
                return counts[kind.ordinal()];
            }
        }
        return null;
    }
}
