package io.llmclient.examples.crashcard;

import io.llmclient.BreakerState;

/** The colours of the pictures, on their own light ground. */
final class Paint {

    static final String GROUND = "#fdfdfb";
    static final String TEXT = "#222222";
    static final String FAINT = "#6b6b6b";
    static final String GRID = "#e3e3df";
    static final String WORDS = "#1a237e";
    static final String RESTART = "#ad1457";
    static final String FAILOVER = "#5c6bc0";

    private Paint() {}

    static String of(Story.Kind kind) {
        return switch (kind) {
            case OK -> "#2e8b57";
            case FAILED -> "#c62828";
            case CANCELLED -> "#8d8d8d";
            case UNFINISHED, SKIPPED, WAIT -> "#c9c9c4";
        };
    }

    static String of(BreakerState state) {
        return switch (state) {
            case CLOSED -> "#c8e6c9";
            case HALF_OPEN -> "#fbc02d";
            case OPEN -> "#e57373";
        };
    }
}
