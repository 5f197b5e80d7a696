package io.llmclient.providers.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding. */
public final class PathSegment {

    private PathSegment() {}

    /** The text as one segment of a path: {@code /} and {@code :} are encoded, too. */
    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
