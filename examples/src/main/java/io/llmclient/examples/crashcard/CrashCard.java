package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays the card and prints it: per dialect a row a scenario, and at the end a line a dialect and mode.
 *
 * <p>Run it with {@code mvn -q -Pcrash-card verify}; {@code -Dfull} plays it in the card's own times, {@code
 * -Ddialects=openai,gemini} and {@code -Dmodes=HOLD} choose. Exits with 1 when a goal is missed: every scenario passes,
 * but that with {@link StreamRecovery#FAIL} three end in a clean error.
 */
public final class CrashCard {

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Pace pace = isSet("full") ? Pace.FULL : Pace.SHORTENED;
    private final List<CardDialect> dialects = chosen("dialects", CardDialect.ALL, CardDialect::name);
    private final List<StreamRecovery> modes = chosen("modes", List.of(StreamRecovery.values()), StreamRecovery::name);

    private CrashCard() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(new CrashCard().run() ? 0 : 1);
    }

    private static boolean isSet(String property) {
        String value = System.getProperty(property, "false");
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static <T> List<T> chosen(String property, List<T> all, Function<T, String> name) {
        String wanted = System.getProperty(property, "all");
        if (wanted.equals("all")) {
            return all;
        }
        List<String> names = Arrays.asList(wanted.split(",", -1));
        List<T> chosen =
                all.stream().filter(each -> names.contains(name.apply(each))).toList();
        if (chosen.size() != names.size()) {
            throw new IllegalArgumentException(
                    property + " are " + all.stream().map(name).toList() + ", not " + wanted);
        }
        return chosen;
    }

    private boolean run() throws InterruptedException {
        long start = System.nanoTime();
        Card card = Card.play(pace, dialects, modes);
        out.printf("The crash card, played in %s s. ", seconds(Duration.ofNanos(System.nanoTime() - start)));
        out.println("Its times and the client's default times are divided by " + pace.divisor() + ".");
        out.println("A cell: verdict, requests at the primary, shortest gap between two, time, words received.");
        dialects.forEach(dialect -> print(card, dialect));
        List<Card.Line> lines = dialects.stream()
                .flatMap(dialect -> modes.stream().map(mode -> card.line(dialect, mode)))
                .toList();
        List<Result> surprises =
                lines.stream().flatMap(line -> line.surprises().stream()).toList();
        surprises.forEach(each -> out.println("NOT AS WANTED: " + each));
        lines.forEach(out::println);
        return surprises.isEmpty();
    }

    private void print(Card card, CardDialect dialect) {
        out.printf("%n%-40s", dialect);
        modes.forEach(mode -> out.printf("%-38s", mode));
        out.println();
        for (Scenario scenario : Scenario.values()) {
            out.printf("%-4s%-36s", scenario, scenario.what());
            modes.forEach(mode -> out.print(cell(result(card, dialect, mode, scenario))));
            out.println();
        }
        modes.forEach(mode -> out.printf(
                "S15 %s: the primary answers again %s s after its return.%n",
                mode, seconds(result(card, dialect, mode, Scenario.S15).back())));
    }

    private static Result result(Card card, CardDialect dialect, StreamRecovery mode, Scenario scenario) {
        return card.line(dialect, mode).of(scenario);
    }

    private static String cell(Result result) {
        return String.format(
                Locale.ROOT,
                "%-11s %2d× %5s s %5s s %2d w    ",
                result.verdict(),
                result.attempts(),
                seconds(result.gap()),
                seconds(result.took()),
                result.words());
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "–" : String.format(Locale.ROOT, "%.2f", time.toMillis() / 1_000.0);
    }
}
