package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the library light: what an application takes on with its one dependency, llm-client-providers. */
class RuntimeWeightTest {

    private static final int JAR_LIMIT = 20;
    private static final long BYTE_LIMIT = 9L * 1024 * 1024;

    /** One entry of the runtime class path: a jar, or the classes of a module that is not packed yet. */
    private record Entry(Path path, long bytes) {

        static Entry of(Path path) {
            try (Stream<Path> files = Files.walk(path)) {
                return new Entry(
                        path,
                        files.filter(Files::isRegularFile)
                                .mapToLong(Entry::size)
                                .sum());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,12d  %s", bytes, path);
        }
    }

    @Test
    void an_application_gets_few_and_small_jars() throws IOException {
        List<Entry> entries = runtimeClassPath();
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        String listing = entries.stream().map(Entry::toString).collect(Collectors.joining("\n"));

        assertThat(entries.size())
                .as("number of jars, under %d\n%s", JAR_LIMIT, listing)
                .isBetween(1, JAR_LIMIT - 1);
        assertThat(bytes).as("bytes in all, under %,d\n%s", BYTE_LIMIT, listing).isBetween(1L, BYTE_LIMIT - 1);
    }

    @Test
    void ok_http_is_on_the_class_path_once() throws IOException {
        assertThat(Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
                .as("copies of OkHttp on the test class path")
                .hasSize(1);
    }

    private static List<Entry> runtimeClassPath() throws IOException {
        String dependencies =
                Files.readString(Path.of(built("runtimeClassPath"))).trim();
        return Stream.concat(Stream.of(built("classes")), Stream.of(dependencies.split(File.pathSeparator)))
                .map(Path::of)
                .map(Entry::of)
                .sorted((a, b) -> Long.compare(b.bytes(), a.bytes()))
                .toList();
    }

    private static String built(String what) {
        String value = System.getProperty("llmclient.build." + what);
        assertThat(value)
                .as("llmclient.build.%s: the Maven build sets it, run this test with Maven", what)
                .isNotNull();
        return value;
    }
}
