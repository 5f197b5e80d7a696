package io.llmclient.examples.crashcard;

import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.examples.crashcard.Story.Change;
import io.llmclient.examples.crashcard.Story.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A story as a picture: the callers on top, a lane for each candidate below, and a time axis in the card's own times.
 * One SVG that needs nothing else and brings its own ground, so that it can be read on any page.
 */
final class Picture {

    private static final double WIDTH = 900;
    private static final double LEFT = 150;
    private static final double RIGHT = 880;
    private static final double HEAD = 52;
    private static final double BAND = 4;
    private static final double GAP = 12;
    private static final double FOOT = 62;
    private static final int MOST_FAILOVERS = 60;

    private final Story story;
    private final Pace pace;
    private final Scale scale;
    private final Strip callers;
    private final Map<Candidate, Strip> strips = new HashMap<>();
    private final Map<Candidate, Double> tops = new HashMap<>();
    private final double bottom;

    /** A picture of a story that was played at this pace; times are rounded to this step, as they were played. */
    Picture(Story story, Pace pace, Duration step) {
        this.story = story;
        this.pace = pace;
        scale = new Scale(pace, step, story.end(), LEFT, RIGHT - LEFT);
        callers = new Strip(story.calls().size() == 1 ? "caller" : "callers", story.calls());
        double y = HEAD + callers.height() + GAP;
        for (Story.Lane lane : story.lanes()) {
            Strip strip = new Strip(lane.candidate().provider(), lane.bars());
            strips.put(lane.candidate(), strip);
            tops.put(lane.candidate(), y);
            y += strip.height() + BAND + GAP;
        }
        bottom = y;
    }

    /** A picture of a result. */
    static Markup of(Result result, Pace pace, Duration step) {
        Trial trial = result.trial();
        return new Picture(result.story(), pace, step)
                .svg(trial.id() + " " + trial.what(), result.column() + ": " + result.verdict());
    }

    /** The SVG element, with this heading and this line below it. */
    Markup svg(String heading, String line) {
        double height = bottom + FOOT;
        Markup svg = new Markup();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
                "width",
                WIDTH,
                "height",
                height,
                "role",
                "img",
                "font-family",
                "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
                "font-size",
                "10",
                "fill",
                Paint.TEXT);
        svg.element("title", heading + " (" + line + ")").line();
        svg.empty("rect", "width", WIDTH, "height", height, "rx", "6", "fill", Paint.GROUND, "stroke", Paint.GRID);
        svg.element("text", heading, "x", 14d, "y", 22d, "font-size", "14", "font-weight", "bold");
        svg.element("text", line, "x", 14d, "y", 38d, "font-size", "11", "fill", Paint.FAINT)
                .line();
        axis(svg);
        failovers(svg);
        callers.draw(svg, scale, HEAD);
        story.lanes().forEach(lane -> {
            double top = top(lane.candidate());
            strip(lane.candidate()).draw(svg, scale, top);
            breaker(svg, lane, top + strip(lane.candidate()).height());
        });
        legend(svg, bottom + 30);
        svg.element("text", caption(), "x", 14d, "y", bottom + 50, "fill", Paint.FAINT);
        return svg.close();
    }

    private Strip strip(Candidate candidate) {
        return strips.getOrDefault(candidate, callers);
    }

    private double top(Candidate candidate) {
        return tops.getOrDefault(candidate, HEAD);
    }

    private String caption() {
        return pace.divisor() == 1
                ? "Played in the card's own times."
                : "Times are the card's own; it was played " + pace.divisor() + " times as fast.";
    }

    private void axis(Markup svg) {
        StringBuilder lines = new StringBuilder();
        scale.marks().forEach(mark -> lines.append(line(scale.at(mark), HEAD, bottom - HEAD)));
        svg.empty("path", "d", lines, "stroke", Paint.GRID);
        svg.open("g", "text-anchor", "middle", "fill", Paint.FAINT);
        scale.marks().forEach(mark -> svg.element("text", Scale.text(mark), "x", scale.at(mark), "y", bottom + 11));
        svg.close().line();
    }

    private void failovers(Markup svg) {
        StringBuilder lines = new StringBuilder();
        story.failovers().stream().limit(MOST_FAILOVERS).forEach(each -> {
            double from = top(each.from()) + strip(each.from()).middle();
            double to = top(each.to()) + strip(each.to()).middle();
            lines.append(line(scale.x(each.at()), from, to - from));
        });
        if (!lines.isEmpty()) {
            svg.empty("path", "class", "failovers", "d", lines, "stroke", Paint.FAILOVER, "stroke-dasharray", "2 2");
        }
    }

    /** The path of a vertical line. */
    static String line(double x, double y, double length) {
        return at(x, y) + "v" + Markup.number(length);
    }

    /** The beginning of a path. */
    static String at(double x, double y) {
        return "M" + Markup.number(x) + " " + Markup.number(y);
    }

    /** The short times on top, where they are seen. */
    private void breaker(Markup svg, Story.Lane lane, double y) {
        List<Change> changes = lane.breaker();
        band(
                svg,
                new Change(0, BreakerState.CLOSED),
                changes.isEmpty() ? story.end() : changes.get(0).at(),
                y);
        for (BreakerState state : List.of(BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN)) {
            for (int i = 0; i < changes.size(); i++) {
                if (changes.get(i).to() == state) {
                    band(
                            svg,
                            changes.get(i),
                            i + 1 < changes.size() ? changes.get(i + 1).at() : story.end(),
                            y);
                }
            }
        }
        svg.line();
    }

    private void band(Markup svg, Change state, long to, double y) {
        double x = scale.x(state.at());
        double width = Math.max(3, scale.x(to) - x);
        String time = scale.text(state.at()) + " to " + scale.text(to);
        svg.open("rect", "x", x, "y", y, "width", width, "height", BAND, "fill", Paint.of(state.to()))
                .element("title", "breaker " + word(state.to()) + ", " + time)
                .close();
    }

    private static String word(BreakerState state) {
        return state.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the shapes mean, from left to right. */
    private static void legend(Markup svg, double y) {
        double x = 14;
        for (Kind kind : List.of(Kind.OK, Kind.FAILED, Kind.CANCELLED, Kind.WAIT, Kind.SKIPPED)) {
            Strip.shape(svg, kind, x, y - 9, Strip.BAR, Strip.BAR).close();
            x = meaning(svg, x, y, kind.toString());
        }
        svg.empty(
                "path",
                "d",
                line(x + 2, y - 6, 5) + line(x + 5, y - 6, 5) + line(x + 8, y - 6, 5),
                "stroke",
                Paint.WORDS);
        x = meaning(svg, x, y, "words");
        svg.empty("path", "d", line(x + 6, y - 9, 11), "stroke", Paint.RESTART, "stroke-width", "2");
        x = meaning(svg, x, y, "taken back");
        svg.empty("path", "d", line(x + 6, y - 9, 11), "stroke", Paint.FAILOVER, "stroke-dasharray", "2 2");
        x = meaning(svg, x, y, "failover");
        for (BreakerState state : BreakerState.values()) {
            svg.empty("rect", "x", x, "y", y - 6, "width", Strip.BAR, "height", BAND, "fill", Paint.of(state));
            x = meaning(svg, x, y, (state == BreakerState.CLOSED ? "breaker " : "") + word(state));
        }
    }

    private static double meaning(Markup svg, double x, double y, String text) {
        svg.element("text", text, "x", x + Strip.BAR + 5, "y", y, "fill", Paint.FAINT);
        return x + Strip.BAR + 5 + Labels.width(text) + 12;
    }
}
