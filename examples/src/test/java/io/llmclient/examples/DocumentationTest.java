package io.llmclient.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.core.internal.guard.FailureRule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps what the documentation says true: its code compiles, its tables are complete, its links lead somewhere. */
class DocumentationTest {

    private static final Path ROOT = root();
    private static final Pattern JAVA = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+(\\.\\w+)*)(?:\\(.*?\\))?`");

    /** What a reader may take for granted: imports, and names that the text speaks of. */
    private static final String IMPORTS = """
            import static io.llmclient.testkit.LlmAssertions.assertThat;
            import static java.time.Duration.*;
            import static org.assertj.core.api.Assertions.assertThat;
            import io.llmclient.*;
            import io.llmclient.core.*;
            import io.llmclient.core.http.*;
            import io.llmclient.providers.*;
            import io.llmclient.spi.*;
            import io.llmclient.testkit.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.*;
            """;

    @Test
    void every_java_block_compiles(@TempDir Path directory) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> block : blocks().entrySet()) {
            String type = block.getKey();
            Path source = directory.resolve(type + ".java");
            sources.add(Files.writeString(source, compilationUnit(type, block.getValue())));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("--release", "17", "-encoding", "UTF-8", "-proc:none", "-d", directory.toString());
            boolean compiles = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiles).as("%s", complaints).isTrue();
        }
        assertThat(sources).isNotEmpty();
    }

    /** Imports go to the top; types stand for themselves, and statements go into a method that knows a client. */
    private static String compilationUnit(String type, String block) {
        List<String> imports =
                block.lines().filter(line -> line.startsWith("import ")).toList();
        String code = String.join(
                "\n", block.lines().filter(line -> !line.startsWith("import ")).toList());
        boolean isType = Pattern.compile("^(public |final )*(class|interface|record) ", Pattern.MULTILINE)
                .matcher(code)
                .find();
        boolean bringsClient = code.contains("LlmClient client =");
        String names = "Map<String, String> secrets" + (bringsClient ? "" : ", LlmClient client");
        String body =
                isType ? code : "class %s { void code(%s) throws Exception {%n%s%n} }".formatted(type, names, code);
        return IMPORTS + String.join("\n", imports) + "\n" + body;
    }

    @Test
    void the_test_in_the_readme_is_one_that_runs() {
        String source = read(ROOT.resolve("examples/src/test/java/io/llmclient/examples/FailoverTest.java"));
        String test = source.substring(source.indexOf("@ExtendWith"));

        assertThat(blocks().values().stream().map(DocumentationTest::withoutSpace))
                .contains(withoutSpace(test));
    }

    @Test
    void the_table_of_failures_is_the_one_of_the_machine() {
        Map<FailureKind, FailureRule> told = new TreeMap<>();
        rows(ROOT.resolve("README.md")).stream()
                .filter(row -> row.size() == 5
                        && row.get(1).startsWith("`")
                        && !row.get(1).equals("`FailureKind`"))
                .forEach(row -> told.put(FailureKind.valueOf(row.get(1).replace("`", "")), rule(row)));

        Map<FailureKind, FailureRule> meant = new TreeMap<>();
        Arrays.stream(FailureKind.values()).forEach(kind -> meant.put(kind, FailureRule.of(kind)));
        assertThat(told).isEqualTo(meant);
    }

    private static FailureRule rule(List<String> row) {
        int retries =
                row.get(2).startsWith("yes") ? Integer.MAX_VALUE : row.get(2).startsWith("once") ? 1 : 0;
        FailureRule.Next next = row.get(3).contains("larger")
                ? FailureRule.Next.IF_LARGER
                : row.get(3).startsWith("yes") ? FailureRule.Next.ASK : FailureRule.Next.STOP;
        FailureRule.Breaker breaker = row.get(4).startsWith("counts")
                ? FailureRule.Breaker.COUNTS
                : row.get(4).startsWith("opens") ? FailureRule.Breaker.OPENS : FailureRule.Breaker.IGNORES;
        FailureRule.Subject subject = row.get(4).endsWith("key")
                ? FailureRule.Subject.KEY
                : row.get(4).endsWith("model") ? FailureRule.Subject.MODEL : FailureRule.Subject.PROVIDER;
        return new FailureRule(retries, next, breaker, subject);
    }

    @Test
    void every_provider_has_its_row_in_the_readme() {
        List<String> told = rows(ROOT.resolve("README.md")).stream()
                .filter(row -> row.size() == 4)
                .map(row -> row.get(0).replace("`", ""))
                .toList();

        assertThat(told).containsAll(providers());
    }

    private static List<String> providers() {
        Path sources = ROOT.resolve("llm-client-providers/src/main/java/io/llmclient/providers");
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .filter(name -> read(sources.resolve(name)).contains("HttpProvider fromEnv()")
                            || name.equals("OpenAiCompatible.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_link_to_a_file_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(read(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(page.resolveSibling(target)))
                    .forEach(target -> broken.add(ROOT.relativize(page) + " → " + target));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void every_type_or_constant_that_is_named_exists() {
        Set<String> known = new HashSet<>();
        sources().forEach(source -> known.addAll(List.of(read(source).split("\\W+"))));
        List<String> unknown = new ArrayList<>();
        for (String name : List.of("README.md", "docs/architecture.md", "docs/what-happens-when.md")) {
            Path page = ROOT.resolve(name);
            NAME.matcher(read(page))
                    .results()
                    .flatMap(found -> Stream.of(found.group(1).split("\\.")))
                    .filter(word -> !known.contains(word))
                    .forEach(word -> unknown.add(name + ": " + word));
        }

        assertThat(unknown).isEmpty();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java blocks of all pages, by page and number. */
    private static Map<String, String> blocks() {
        Map<String, String> blocks = new TreeMap<>();
        for (Path page : pages()) {
            List<String> code = JAVA.matcher(read(page))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
            for (int i = 0; i < code.size(); i++) {
                blocks.put(page.getFileName().toString().replaceAll("\\.md|\\W", "_") + (i + 1), code.get(i));
            }
        }
        return blocks;
    }

    /** The cells of all table rows. */
    private static List<List<String>> rows(Path page) {
        return read(page)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<Path> pages() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of the whole project, from wherever the tests are started. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("README.md"))) {
            here = here.getParent();
        }
        return here;
    }
}
