package io.llmclient.examples.crashcard;

import java.util.ArrayList;
import java.util.List;

/** The labels above one row of bars. None covers another: where there is no room, equal ones are counted. */
final class Labels {

    private static final double CHARACTER = 6.2;
    private static final double SPACE = 4;

    private final List<Placed> placed = new ArrayList<>();
    private final double right;

    /** Labels that end before this place. */
    Labels(double right) {
        this.right = right;
    }

    /** About how wide a text is. */
    static double width(String text) {
        return text.length() * CHARACTER;
    }

    /** Adds one that begins here, unless there is no room. In the order of their places. */
    void add(double x, String text) {
        double from = Math.min(x, right - width(text));
        Placed last = placed.isEmpty() ? null : placed.get(placed.size() - 1);
        if (last == null || from >= last.to()) {
            placed.add(new Placed(from, text));
        } else if (last.text.equals(text)) {
            last.times++;
        }
    }

    /** Adds one in the middle of this room, if it fits. After all others. */
    void addWithin(double from, double to, String text) {
        double x = (from + to - width(text)) / 2;
        double end = x + width(text);
        if (x >= from && placed.stream().noneMatch(each -> each.from < end + SPACE && each.to() > x)) {
            placed.add(new Placed(x, text));
        }
    }

    void draw(Markup svg, double y) {
        placed.forEach(each -> svg.element("text", each.shown(), "x", each.from, "y", y));
    }

    private static final class Placed {
        private final double from;
        private final String text;
        private int times = 1;

        Placed(double from, String text) {
            this.from = from;
            this.text = text;
        }

        String shown() {
            return times == 1 ? text : text + " ×" + times;
        }

        double to() {
            return from + width(shown()) + SPACE;
        }
    }
}
