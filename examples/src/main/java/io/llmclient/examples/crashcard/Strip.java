package io.llmclient.examples.crashcard;

import io.llmclient.examples.crashcard.Story.Bar;
import io.llmclient.examples.crashcard.Story.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bars of one lane. Those that overlap in time lie in rows below each other; where there are many, the rows get low
 * and lose their labels, and what is too much is only counted.
 */
final class Strip {

    static final double BAR = 11;

    private static final int MOST_BARS = 60;
    private static final int MOST_ROWS = 20;
    private static final int MOST_LABELLED_ROWS = 3;
    private static final double ROW = 30;
    private static final double LOW_ROW = 8;
    private static final double LOW_BAR = 5;
    private static final double ABOVE_BAR = 16;
    private static final double COMB = 4;
    private static final double TOOTH_DISTANCE = 3;
    private static final String OUTLINE = "fill:none;stroke:" + Paint.FAINT;
    private static final String DASHED = OUTLINE + ";stroke-dasharray:3 2";
    private static final double TEXT_LINE = 13;
    private static final double NARROWEST = 3;

    private final String name;
    private final List<Bar> bars;
    private final List<List<Bar>> rows = new ArrayList<>();
    private int drawn;

    Strip(String name, List<Bar> bars) {
        this.name = name;
        this.bars = bars;
        chosen().forEach(this::pack);
    }

    /** What ran comes before what did not, when there is not room for all. */
    private List<Bar> chosen() {
        Comparator<Bar> skippedLast = Comparator.comparing(bar -> bar.kind() == Kind.SKIPPED);
        return bars.stream()
                .sorted(skippedLast)
                .limit(MOST_BARS)
                .sorted(Comparator.comparingLong(Bar::from))
                .toList();
    }

    private void pack(Bar bar) {
        List<Bar> row = freeRow(bar);
        if (row != null) {
            row.add(bar);
            drawn++;
        }
    }

    private @Nullable List<Bar> freeRow(Bar bar) {
        for (List<Bar> row : rows) {
            if (row.get(row.size() - 1).to() <= bar.from()) {
                return row;
            }
        }
        if (rows.size() == MOST_ROWS) {
            return null;
        }
        List<Bar> row = new ArrayList<>();
        rows.add(row);
        return row;
    }

    private boolean isLow() {
        return rows.size() > MOST_LABELLED_ROWS;
    }

    double height() {
        double bars = isLow() ? rows.size() * LOW_ROW : Math.max(1, rows.size()) * ROW;
        return Math.max(bars, texts().size() * TEXT_LINE);
    }

    /** Where the bars of the first row have their middle. */
    double middle() {
        return isLow() ? LOW_ROW / 2 : ABOVE_BAR + BAR / 2;
    }

    /** Name, numbers, and how much is not drawn. */
    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        texts.add(name);
        List<String> counts = counts();
        for (int i = 0; i < counts.size(); i += 2) {
            texts.add(String.join(", ", counts.subList(i, Math.min(i + 2, counts.size()))));
        }
        if (drawn < bars.size()) {
            texts.add("+" + (bars.size() - drawn) + " more");
        }
        return texts;
    }

    private List<String> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        bars.stream().filter(bar -> bar.kind() != Kind.WAIT).forEach(bar -> counts.merge(bar.kind(), 1, Integer::sum));
        List<String> texts = new ArrayList<>();
        counts.forEach((kind, count) -> texts.add(count + " " + kind));
        return texts.isEmpty() ? List.of(Kind.SKIPPED.toString()) : texts;
    }

    void draw(Markup svg, Scale scale, double top) {
        List<String> texts = texts();
        svg.element("text", name, "x", 14d, "y", top + 12, "font-size", "12", "font-weight", "bold");
        for (int i = 1; i < texts.size(); i++) {
            svg.element("text", texts.get(i), "x", 14d, "y", top + 12 + i * TEXT_LINE, "fill", Paint.FAINT);
        }
        for (int i = 0; i < rows.size(); i++) {
            drawRow(svg, scale, rows.get(i), top + i * (isLow() ? LOW_ROW : ROW));
        }
        svg.line();
    }

    private void drawRow(Markup svg, Scale scale, List<Bar> row, double top) {
        row.stream().filter(bar -> !bar.kind().isWork()).forEach(bar -> draw(svg, scale, bar, top));
        row.stream().filter(bar -> bar.kind().isWork()).forEach(bar -> draw(svg, scale, bar, top));
        if (!isLow()) {
            comb(svg, scale, row, top + ABOVE_BAR - COMB);
            row.forEach(bar -> restarts(svg, scale, bar, top + ABOVE_BAR - COMB));
            labels(scale, row).draw(svg, top + 9);
        }
    }

    private void draw(Markup svg, Scale scale, Bar bar, double top) {
        double x = scale.x(bar.from());
        double width = Math.max(NARROWEST, scale.x(bar.to()) - x);
        double y = isLow() ? top + 1 : top + ABOVE_BAR;
        shape(svg, bar.kind(), x, y, width, isLow() ? LOW_BAR : BAR)
                .element("title", title(scale, bar))
                .close();
    }

    /** Begins the shape of a bar. */
    static Markup shape(Markup svg, Kind kind, double x, double y, double width, double height) {
        return switch (kind) {
            case SKIPPED -> svg.open("path", "class", "bar", "d", diamond(x, y, height / 2), "style", OUTLINE);
            case WAIT -> svg.open("path", "class", "bar", "d", box(x, y + 2, width, height - 4), "style", DASHED);
            default -> svg.open("path", "class", "bar", "d", box(x, y, width, height), "fill", Paint.of(kind));
        };
    }

    private static String box(double x, double y, double width, double height) {
        String across = Markup.number(width);
        return Picture.line(x, y, height) + "h" + across + "v-" + Markup.number(height) + "z";
    }

    private static String diamond(double x, double y, double r) {
        String half = Markup.number(r);
        return Picture.at(x, y) + "l" + half + " " + half + "l-" + half + " " + half + "l-" + half + " -" + half + "z";
    }

    private String title(Scale scale, Bar bar) {
        String time = bar.kind() == Kind.SKIPPED
                ? "at " + scale.text(bar.from())
                : scale.text(bar.from()) + " to " + scale.text(bar.to());
        return name + ": " + bar.detail() + ", " + time;
    }

    /** A tooth a word above the bars, as far as they can be told apart. */
    private static void comb(Markup svg, Scale scale, List<Bar> row, double y) {
        StringBuilder comb = new StringBuilder();
        double last = Double.NEGATIVE_INFINITY;
        for (Bar bar : row) {
            for (long word : bar.words()) {
                double x = Math.rint(scale.x(word)) + 0.5;
                if (x >= last + TOOTH_DISTANCE) {
                    comb.append(comb.isEmpty() ? Picture.line(x, y, COMB) : tooth(x - last));
                    last = x;
                }
            }
        }
        if (!comb.isEmpty()) {
            svg.empty("path", "class", "words", "d", comb, "stroke", Paint.WORDS);
        }
    }

    /** One more, so far from the one before. */
    private static String tooth(double distance) {
        return "m" + Markup.number(distance) + " " + Markup.number(-COMB) + "v" + Markup.number(COMB);
    }

    private static void restarts(Markup svg, Scale scale, Bar bar, double y) {
        for (long restart : bar.restarts()) {
            String line = Picture.line(scale.x(restart), y, COMB + BAR + 3);
            svg.open("path", "class", "restart", "d", line, "stroke", Paint.RESTART, "stroke-width", "2")
                    .element("title", "restart at " + scale.text(restart) + ": the words so far are taken back")
                    .close();
        }
    }

    /** What ran comes before what did not. */
    private static Labels labels(Scale scale, List<Bar> row) {
        Labels labels = new Labels(scale.right());
        row.stream().filter(bar -> bar.kind().isWork()).forEach(bar -> {
            labels.add(scale.x(bar.from()), row.size() == 1 ? bar.detail() : bar.label());
            bar.restarts().forEach(restart -> labels.add(scale.x(restart), "restart"));
        });
        row.stream().filter(bar -> !bar.kind().isWork()).forEach(bar -> {
            if (bar.kind() == Kind.WAIT) {
                String text = "wait " + scale.text(bar.from(), bar.to());
                labels.addWithin(scale.x(bar.from()), scale.x(bar.to()), text);
            } else {
                labels.addAfter(scale.x(bar.from()), row.size() == 1 ? bar.detail() : bar.label());
            }
        });
        return labels;
    }
}
