package io.llmclient.providers.internal.bedrock;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the documents of one request. The API wants a name for each, of few kinds of letters and without a file's
 * ending, and no two the same.
 */
final class DocumentNames {

    private static final int LONGEST = 190;

    private final Set<String> taken = new HashSet<>();

    /** The title as far as it can be a name. */
    String next(@Nullable String title) {
        String name = title == null ? "" : plain(title);
        String wish = name.isEmpty() ? "document" : name;
        String unique = wish;
        for (int i = 2; !taken.add(unique); i++) {
            unique = wish + " " + i;
        }
        return unique;
    }

    private static String plain(String title) {
        String name = title.strip()
                .replaceFirst("\\.[A-Za-z]{2,4}$", "")
                .replaceAll("[^\\p{Alnum}\\s()\\[\\]-]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return name.length() > LONGEST ? name.substring(0, LONGEST).strip() : name;
    }
}
