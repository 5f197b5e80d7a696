package io.llmclient.providers.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the library differs from some recordings on purpose: the lines of {@code explained.txt}, each with a recording's
 * id, the field that differs, a colon, and the reason in plain words. An id may end in {@code *} for a family of
 * recordings, of which not every one needs to differ. Lines that begin with {@code #} are comments.
 */
record Explanations(List<Explanation> all) {

    private static final String FILE = "explained.txt";
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+): (\\S.*)");

    /** Why one field of one recording differs. */
    record Explanation(String id, String field, String reason) {

        boolean isAbout(Recording recording) {
            return isOfFamily()
                    ? recording.id().startsWith(id.substring(0, id.length() - 1))
                    : recording.id().equals(id);
        }

        boolean isOfFamily() {
            return id.endsWith("*");
        }

        boolean covers(Difference difference) {
            return difference.field().equals(field);
        }

        @Override
        public String toString() {
            return field + " because " + reason;
        }
    }

    static Explanations read() {
        try (InputStream in = Explanations.class.getResourceAsStream(FILE)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Explanations of(String lines) {
        List<Explanation> all = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches() && !line.startsWith("#")) {
                all.add(new Explanation(parts.group(1), parts.group(2), parts.group(3)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException(FILE + " wants \"id field: reason\", not: " + line);
            }
        }
        return new Explanations(List.copyOf(all));
    }

    List<Explanation> of(Recording recording) {
        return all.stream()
                .filter(explanation -> explanation.isAbout(recording))
                .toList();
    }
}
