package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The BOM inherits nothing (its pom says why), so what it repeats from the root pom is compared here. */
class BomTest {

    private static final Path ROOT = Path.of(System.getProperty("llmclient.build.root"));

    private final Document bom = pom("llm-client-bom/pom.xml");
    private final Document root = pom("pom.xml");

    @Test
    void the_bom_has_the_version_of_the_project() {
        assertThat(texts(bom, "/project/version")).isEqualTo(texts(root, "/project/version"));
    }

    @Test
    void the_bom_lists_every_published_module() {
        List<String> published = texts(root, "/project/modules/module").stream()
                .filter(module -> module.startsWith("llm-client-"))
                .filter(module -> !module.equals("llm-client-bom"))
                .toList();

        assertThat(texts(bom, "/project/dependencyManagement//artifactId"))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void the_bom_names_the_formatter_of_the_project() {
        assertThat(texts(bom, "/project/build//version"))
                .isEqualTo(texts(root, "/project/properties/spotless.plugin.version"));
    }

    private static Document pom(String path) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(ROOT.resolve(path).toFile());
        } catch (Exception e) {
            throw new AssertionError("no readable pom at " + path, e);
        }
    }

    private static List<String> texts(Document pom, String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newDefaultInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError("no such path: " + path, e);
        }
    }
}
