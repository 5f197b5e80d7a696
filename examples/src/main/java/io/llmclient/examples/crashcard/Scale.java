package io.llmclient.examples.crashcard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the times of a {@link Story}, nanoseconds as it was played, to the card's own times and to places in a picture.
 *
 * @param pace how it was played
 * @param step to which times are rounded, as played
 * @param end of the axis, as played
 * @param left where the axis begins
 * @param width of the axis
 */
record Scale(Pace pace, Duration step, long end, double left, double width) {

    private static final double SHORTEST = 0.05;
    private static final int MOST_MARKS = 10;

    /** The place of a time. */
    double x(long nanos) {
        return left + seconds(nanos) / length() * width;
    }

    /** The place of a time that is told in the card's own seconds. */
    double at(double seconds) {
        return left + seconds / length() * width;
    }

    double right() {
        return left + width;
    }

    private double length() {
        return Math.max(SHORTEST, seconds(end) * 1.01);
    }

    private double seconds(long nanos) {
        long steps = Math.round((double) nanos / step.toNanos());
        return steps * step.toNanos() * pace.divisor() / 1e9;
    }

    /** A time in the card's own seconds, for reading. */
    String text(long nanos) {
        return text(seconds(nanos));
    }

    /** How long it is from one time to another, in the card's own seconds. */
    String text(long from, long to) {
        return text(seconds(to) - seconds(from));
    }

    /** {@code 2 s}, {@code 0.25 s}. */
    static String text(double seconds) {
        String digits = String.format(Locale.ROOT, "%.2f", seconds);
        return digits.replaceFirst("\\.?0+$", "") + " s";
    }

    /** The marks of the axis in the card's own seconds: round numbers, and not too many. */
    List<Double> marks() {
        double distance = distance();
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i * distance <= length(); i++) {
            marks.add(i * distance);
        }
        return marks;
    }

    private double distance() {
        double power = 0.01;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (length() / (factor * power) <= MOST_MARKS) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }
}
