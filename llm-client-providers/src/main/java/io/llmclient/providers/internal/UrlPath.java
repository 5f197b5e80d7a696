package io.llmclient.providers.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of users' own in the path of a URL. */
public final class UrlPath {

    private UrlPath() {}

    /** The name percent-encoded, but for its slashes. */
    public static String encoded(String name) {
        return segment(name).replace("%2F", "/");
    }

    /** The name as one segment: its slashes and colons are encoded, too. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
