package io.llmclient.examples.crashcard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The card as a page: one HTML file that needs nothing else. It is XML too, so that it can be checked. All times on it
 * are the card's own.
 */
final class Report {

    /** As exact as is worth reading. */
    private static final Duration STEP = Duration.ofMillis(1);

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: 0.8rem; }
            th, td { border: 1px solid #8886; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
            td small { white-space: nowrap; opacity: 0.75; }
            td a { font-weight: bold; }
            .pass { background: #2e8b5733; }
            .clean { background: #fbc02d33; }
            .fail { background: #c6282855; }
            summary { cursor: pointer; margin: 0.4rem 0; }
            svg { max-width: 100%; height: auto; }
            """;

    private final Card card;
    private final Pace pace;
    private final Markup page = new Markup();

    private Report(Card card, Pace pace) {
        this.card = card;
        this.pace = pace;
    }

    /** The page of a card that was played at this pace. */
    static String of(Card card, Pace pace) {
        return new Report(card, pace).page();
    }

    private String page() {
        page.open("html", "lang", "en").line().open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width");
        page.element("title", "The crash card").element("style", STYLE).close().line();
        page.open("body").element("h1", "The crash card");
        page.element("p", howItWasPlayed());
        page.open("ul");
        card.lines().forEach(line -> page.element("li", line.toString()));
        page.close().line();
        table();
        card.trials().forEach(this::section);
        return "<!DOCTYPE html>\n" + page.close().close().line();
    }

    private String howItWasPlayed() {
        String played = pace.divisor() == 1
                ? "Played in the card's own times, with the client's default settings. "
                : "Played " + pace.divisor() + " times as fast: the card's times and the client's default times are"
                        + " divided by that. All times here are the card's own again. ";
        return played + "A cell: the verdict, requests at the primary, the shortest gap between two of them, the time"
                + " of the whole scenario, and the words that the caller has at the end.";
    }

    private void table() {
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        page.element("th", "scenario", "rowspan", 2, "scope", "col");
        card.lines().stream()
                .collect(Collectors.groupingBy(Card.Line::dialect, LinkedHashMap::new, Collectors.counting()))
                .forEach((dialect, modes) -> page.element("th", dialect.name(), "colspan", modes, "scope", "colgroup"));
        page.close().open("tr");
        card.lines().forEach(line -> page.element("th", line.mode().toString(), "scope", "col"));
        page.close().close().line().open("tbody").line();
        card.trials().forEach(this::row);
        page.close().close().close().line();
    }

    private void row(Trial trial) {
        page.open("tr").open("th", "scope", "row");
        page.element("a", trial.id(), "href", "#" + trial.id())
                .text(" " + trial.what())
                .close();
        card.lines().forEach(line -> cell(line.of(trial)));
        page.close().line();
    }

    private void cell(Result result) {
        page.open("td", "class", result.verdict().name().toLowerCase(Locale.ROOT));
        page.element("a", result.verdict().toString(), "href", "#" + anchor(result))
                .empty("br");
        page.element("small", result.attempts() + "× · " + own(result.gap()) + " s")
                .empty("br");
        page.element("small", own(result.took()) + " s · " + result.words() + " w")
                .close();
    }

    private String own(@Nullable Duration played) {
        return Figures.seconds(played == null ? null : played.multipliedBy(pace.divisor()));
    }

    private static String anchor(Result result) {
        return String.join(
                "-", result.trial().id(), result.dialect().name(), result.mode().name());
    }

    private void section(Trial trial) {
        page.open("section").element("h2", trial.id() + " " + trial.what(), "id", trial.id());
        page.element("p", "What must happen: " + trial.must()).line();
        Result shown = card.shown(trial);
        card.of(trial).forEach(result -> details(result, result.equals(shown)));
        page.close().line();
    }

    private void details(Result result, boolean open) {
        Object[] id = {"id", anchor(result)};
        Object[] idAndOpen = {"id", anchor(result), "open", "open"};
        page.open("details", open ? idAndOpen : id).element("summary", result.column() + ": " + result.verdict());
        result.missed().forEach(each -> page.element("p", "Not as wanted: " + each));
        result.remarks().forEach(each -> page.element("p", each));
        page.add(Picture.of(result, pace, STEP)).close().line();
    }
}
