package io.llmclient.examples.crashcard;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as the card shows them. */
final class Figures {

    private Figures() {}

    /** Seconds with two decimals; a dash for nothing. */
    static String seconds(@Nullable Duration time) {
        return time == null ? "–" : String.format(Locale.ROOT, "%.2f", time.toMillis() / 1_000.0);
    }
}
