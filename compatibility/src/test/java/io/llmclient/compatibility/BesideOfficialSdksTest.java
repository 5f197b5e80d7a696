package io.llmclient.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official SDKs bring OkHttp 4 in the artifact {@code okhttp}, we bring OkHttp 5 in {@code okhttp-jvm}. To Maven
 * these are two libraries, so an application with both gets both, and the one that comes first serves all.
 */
class BesideOfficialSdksTest {

    /** As Maven orders it: the SDKs first, since the pom names them first. */
    private static final List<String> CLASS_PATH =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

    @TempDir
    Path directory;

    @Test
    void all_work_where_the_ok_http_of_the_official_sdks_comes_first() throws Exception {
        expect("okhttp-4.", CLASS_PATH);
    }

    @Test
    void all_work_where_our_ok_http_comes_first() throws Exception {
        List<String> reversed = new ArrayList<>(CLASS_PATH);
        Collections.reverse(reversed);

        expect("okhttp-jvm-5.", reversed);
    }

    private void expect(String okHttp, List<String> classPath) throws Exception {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        String.join(File.pathSeparator, classPath),
                        SideBySide.class.getName())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(50, TimeUnit.SECONDS);
        process.destroyForcibly();

        List<String> lines = Files.readAllLines(output);
        assertThat(ended).as("ended in time, after\n%s", lines).isTrue();
        assertThat(lines.get(0)).startsWith(okHttp);
        assertThat(lines.subList(1, lines.size()))
                .as("%s", Files.readString(errors))
                .containsExactlyElementsOf(
                        Act.all().stream().map(act -> act.name() + ": Hello").toList());
    }
}
