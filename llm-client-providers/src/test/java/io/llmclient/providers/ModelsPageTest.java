package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/models.md the same as the tables; with {@code -Dllmclient.models=write} it writes the page anew. */
class ModelsPageTest {

    private static final Path PAGE = root().resolve("docs/models.md");

    @Test
    void the_page_says_what_the_tables_say() throws IOException {
        String page = ModelsPage.write();
        if ("write".equals(System.getProperty("llmclient.models"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE).replace("\r\n", "\n"))
                .as("docs/models.md is out of date; write it anew with: mvn -q test -pl llm-client-providers -am"
                        + " -Dtest=ModelsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dllmclient.models=write")
                .isEqualTo(page);
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
