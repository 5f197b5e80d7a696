package io.llmclient.core.http;

import java.util.regex.Pattern;

/** The ids that the library gives to tool calls which come without one. */
public final class CallIds {

    private static final Pattern MADE = Pattern.compile("call_[0-9a-z]{1,13}_[0-9]{1,10}");

    private CallIds() {}

    static String make(long seed, int order) {
        return "call_" + Long.toUnsignedString(seed, 36) + "_" + order;
    }

    /** Whether the id is of the library's making, so that a wire which had none need not be shown one. */
    public static boolean isMade(String id) {
        return MADE.matcher(id).matches();
    }
}
