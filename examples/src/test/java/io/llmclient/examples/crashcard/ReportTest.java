package io.llmclient.examples.crashcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.StreamRecovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReportTest {

    private static final Trial FIRST = new Made("T01", "does <b>this</b> & that");
    private static final Trial SECOND = Scenario.S15;

    private final List<Result> results = new ArrayList<>();

    ReportTest() {
        for (CardDialect dialect : CardDialect.ALL.subList(0, 3)) {
            for (StreamRecovery mode : StreamRecovery.values()) {
                results.add(result(FIRST, dialect, mode, Verdict.PASS));
                results.add(result(SECOND, dialect, mode, Verdict.CLEAN));
            }
        }
    }

    @Test
    void every_scenario_has_one_row_with_a_cell_for_each_dialect_and_mode() {
        List<Element> rows = page().elements("tr").stream()
                .filter(row -> row.getElementsByTagName("td").getLength() > 0)
                .toList();

        assertThat(rows)
                .extracting(row -> row.getElementsByTagName("td").getLength())
                .containsExactly(9, 9);
        assertThat(rows.get(0).getTextContent()).startsWith("T01 does <b>this</b> & that");
    }

    @Test
    void a_cell_tells_the_figures_in_the_times_of_the_card_and_links_to_its_picture() {
        Element cell = page().elements("td").get(0);

        assertThat(cell.getTextContent()).isEqualTo("pass4× · 2.00 s3.00 s · 60 w");
        assertThat(cell.getAttribute("class")).isEqualTo("pass");
        assertThat(((Element) cell.getFirstChild()).getAttribute("href")).isEqualTo("#T01-openai-FAIL");
    }

    @Test
    void every_result_has_a_picture_and_one_of_each_scenario_is_open() {
        Xml page = page();

        assertThat(page.elements("svg")).hasSize(18);
        assertThat(page.elements("details"))
                .filteredOn(each -> each.hasAttribute("open"))
                .extracting(each -> each.getAttribute("id"))
                .containsExactly("T01-openai-RESTART", "S15-openai-RESTART");
    }

    @Test
    void every_link_leads_to_a_place_on_the_page() {
        Xml page = page();

        List<String> places = page.elements("*").stream()
                .map(each -> "#" + each.getAttribute("id"))
                .filter(place -> !place.equals("#"))
                .toList();
        assertThat(places).doesNotHaveDuplicates();
        assertThat(page.elements("a"))
                .extracting(each -> each.getAttribute("href"))
                .hasSize(20)
                .isSubsetOf(places);
    }

    @Test
    void the_page_needs_nothing_from_elsewhere() {
        String page = Report.of(new Card(results), Pace.SHORTENED);

        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "<script", "url(");
        assertThat(Xml.of(page).elements("*")).noneMatch(each -> each.hasAttribute("src"));
    }

    @Test
    void what_was_told_about_a_result_is_on_the_page() {
        assertThat(page().texts("p")).contains("Not as wanted: <more>", "It was told.", "What must happen: it is well");
    }

    private Xml page() {
        return Xml.of(Report.of(new Card(results), Pace.SHORTENED));
    }

    private static Result result(Trial trial, CardDialect dialect, StreamRecovery mode, Verdict verdict) {
        return new Result(
                trial,
                dialect,
                mode,
                verdict,
                4,
                3,
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                60,
                List.of("<more>"),
                List.of("It was told."),
                new Events().story());
    }

    private record Made(String id, String what) implements Trial {
        @Override
        public String must() {
            return "it is well";
        }

        @Override
        public Verdict play(Bench bench) {
            return Verdict.PASS;
        }
    }
}
