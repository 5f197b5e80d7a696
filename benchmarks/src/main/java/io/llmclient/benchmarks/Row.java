package io.llmclient.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line of the table. */
record Row(
        String measure,
        String client,
        String figure,
        double value,
        String ratio,
        String bytes,
        String goal,
        @Nullable Boolean met) {

    /** Whole numbers where they are large. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String spread(Samples samples) {
        return number(samples.median()) + " (" + number(samples.min()) + "–" + number(samples.max()) + ")";
    }

    String markdown() {
        String verdict = met == null ? "" : met ? "yes" : "**no**";
        return "| " + String.join(" | ", measure, client, figure, ratio, bytes, goal, verdict) + " |";
    }
}
