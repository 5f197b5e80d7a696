package io.llmclient.core.internal.failure;

import io.llmclient.core.internal.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recorded provider traffic, which lies outside the project: at the system property {@code llmclient.recordings}, or in
 * {@code shared/recordings} beside a directory above this one.
 */
final class Recordings {

    private Recordings() {}

    static Optional<Path> directory() {
        String property = System.getProperty("llmclient.recordings");
        if (property != null) {
            return Optional.of(Path.of(property)).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(above -> above.resolve("shared").resolve("recordings"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The recorded errors whose bodies are text. */
    static List<Recording> errors(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Recordings::read)
                    .filter(recording -> recording.error() != null && recording.bodyText() != null)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(Path file) {
        try {
            return new Recording(file, JsonValues.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One recorded exchange. */
    record Recording(Path file, @Nullable Object root) {

        @Nullable
        Map<?, ?> error() {
            return (Map<?, ?>) at("expected", "error");
        }

        int status() {
            return ((Number) at("response", "status")).intValue();
        }

        @Nullable
        String bodyText() {
            return (String) at("response", "bodyText");
        }

        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            ((Map<?, ?>) at("response", "headers"))
                    .forEach((name, value) -> headers.put(name.toString().toLowerCase(Locale.ROOT), value.toString()));
            return headers;
        }

        /** The body; of a stream, the data of the event that tells of the error. */
        byte[] errorBody() {
            String text = bodyText();
            String event = Boolean.TRUE.equals(error().get("midStream")) ? lastError(text) : text;
            return event.getBytes(StandardCharsets.UTF_8);
        }

        private static String lastError(String stream) {
            return stream.lines()
                    .filter(line -> line.contains("error\"") && (line.startsWith("data:") || line.startsWith("{")))
                    .map(line -> line.startsWith("data:") ? line.substring(5) : line)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        private @Nullable Object at(String outer, String inner) {
            return ((Map<?, ?>) ((Map<?, ?>) root).get(outer)).get(inner);
        }

        @Override
        public String toString() {
            return file.getParent().getParent().getFileName() + "/"
                    + file.getParent().getFileName() + "/" + file.getFileName();
        }
    }
}
