package io.llmclient.examples.crashcard;

import java.util.ArrayList;
import java.util.List;

/** The labels above one row of bars. None covers another: where there is no room, equal ones are counted. */
final class Labels {

    private static final double CHARACTER = 6.2;
    private static final double SPACE = 5;

    /** Keeps a label off the line that goes up or down where its bar begins. */
    private static final double INDENT = 2;

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
        double from = Math.min(x, right - INDENT - width(text));
        Placed last = placed.isEmpty() ? null : placed.get(placed.size() - 1);
        if (last == null || from >= last.to()) {
            placed.add(new Placed(from, text));
        } else if (last.text.equals(text)) {
            last.times++;
        }
    }

    /** Adds one in the middle of this room, if it fits. After all those that come in order. */
    void addWithin(double from, double to, String text) {
        double x = (from + to - width(text)) / 2;
        if (x >= from) {
            addAfter(x, text);
        }
    }

    /** Adds one that begins here, if there is room. After all those that come in order. */
    void addAfter(double x, String text) {
        Placed wanted = new Placed(x, text);
        boolean free = placed.stream().noneMatch(each -> each.from < wanted.to() && each.to() > x);
        if (free && wanted.to() <= right + SPACE) {
            placed.add(wanted);
        }
    }

    void draw(Markup svg, double y) {
        placed.forEach(each -> svg.element("text", each.shown(), "x", Math.rint(each.from + INDENT), "y", y));
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
