package io.llmclient.providers.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the recordings are. They are no part of this project: they lie beside its checkout, or where a system property
 * says.
 */
public final class Recordings {

    public static final String PROPERTY = "llmclient.recordings";

    private static final Path BESIDE = Path.of("shared", "recordings");

    private Recordings() {}

    /**
     * The directory that the property names, else the nearest {@code shared/recordings} above the working directory;
     * none if absent.
     */
    public static Optional<Path> directory() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve(BESIDE))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** All recordings below a directory, in the order of their files. */
    public static List<Recording> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
