package io.llmclient.providers.internal.embeddings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A model's id in a path. */
final class PathPart {

    private PathPart() {}

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
