package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Plays the card and prints it: per dialect a row a scenario, and at the end a line a dialect and mode.
 *
 * <p>Run it with {@code mvn -q -Pcrash-card verify}; {@code -Dfull} plays it in the card's own times, {@code
 * -Ddialects=openai,gemini} and {@code -Dmodes=HOLD} choose; {@code -Dreport=file} says where the page goes, and {@code
 * -Dpictures=directory} wants a picture of each scenario in a file of its own too. Exits with 1 when a goal is missed: every scenario passes,
 * but that with {@link StreamRecovery#FAIL} three end in a clean error.
 */
public final class CrashCard {

    /** Coarse, so that the pictures of two runs are nearly the same. */
    private static final Duration PICTURE_STEP = Duration.ofMillis(10);

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Pace pace = isSet("full") ? Pace.FULL : Pace.SHORTENED;
    private final List<CardDialect> dialects = chosen("dialects", CardDialect.ALL, CardDialect::name);
    private final List<StreamRecovery> modes = chosen("modes", List.of(StreamRecovery.values()), StreamRecovery::name);

    private CrashCard() {}

    public static void main(String[] args) throws InterruptedException, IOException {
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

    private boolean run() throws InterruptedException, IOException {
        long start = System.nanoTime();
        Card card = Card.play(pace, dialects, modes);
        out.printf("The crash card, played in %s s. ", Figures.seconds(Duration.ofNanos(System.nanoTime() - start)));
        out.println("Its times and the client's default times are divided by " + pace.divisor() + ".");
        out.println("A cell: verdict, requests at the primary, shortest gap between two, time, words received.");
        dialects.forEach(dialect -> print(card, dialect));
        List<Card.Line> lines = card.lines();
        List<Result> surprises =
                lines.stream().flatMap(line -> line.surprises().stream()).toList();
        surprises.forEach(each -> out.println("NOT AS WANTED: " + each));
        write(card);
        lines.forEach(line -> out.println(line.beyond()));
        lines.forEach(out::println);
        return surprises.isEmpty();
    }

    private void print(Card card, CardDialect dialect) {
        out.printf("%n%-40s", dialect);
        modes.forEach(mode -> out.printf("%-38s", mode));
        out.println();
        for (Trial trial : card.trials()) {
            out.printf("%-4s%-36s", trial.id(), trial.what());
            modes.forEach(mode -> out.print(cell(card.line(dialect, mode).of(trial))));
            out.println();
        }
        modes.forEach(mode -> card.line(dialect, mode).results().forEach(this::printRemarks));
    }

    private void printRemarks(Result result) {
        result.remarks()
                .forEach(each -> out.printf("%s, mode %s: %s%n", result.trial().id(), result.mode(), each));
    }

    private void write(Card card) throws IOException {
        Path page = Path.of(System.getProperty("report", "target/crash-card.html"));
        save(page, Report.of(card, pace));
        out.println("report: " + page.toAbsolutePath().normalize());
        String pictures = System.getProperty("pictures", "");
        if (!pictures.isEmpty()) {
            for (Trial trial : card.trials()) {
                String name = trial.id().toLowerCase(Locale.ROOT) + ".svg";
                save(Path.of(pictures, name), Picture.of(card.shown(trial), pace, PICTURE_STEP) + "\n");
            }
            out.println("pictures: " + Path.of(pictures).toAbsolutePath().normalize());
        }
    }

    private static void save(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private static String cell(Result result) {
        return String.format(
                Locale.ROOT,
                "%-11s %2d× %5s s %5s s %2d w    ",
                result.verdict(),
                result.attempts(),
                Figures.seconds(result.gap()),
                Figures.seconds(result.took()),
                result.words());
    }
}
