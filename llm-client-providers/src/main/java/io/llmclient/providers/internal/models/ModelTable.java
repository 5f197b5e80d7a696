package io.llmclient.providers.internal.models;

import io.llmclient.spi.Capabilities;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the models of a family, or of a host. The first row with a name that fits counts.
 *
 * <p>A name fits the beginning of an id, or what follows a {@code /} or {@code .} in it, in either case of letters: so
 * regions, vendors and paths may precede it. {@code -}, {@code .} and {@code p} between digits are the same. A version
 * ends where its name ends: {@code gpt-5} is neither {@code gpt-5.1} nor {@code gpt-51}, but a date may follow it, and
 * words. {@code *} stands for anything.
 *
 * @param <T> what rows say besides capabilities
 */
public final class ModelTable<T> {

    /**
     * What is known of some models.
     *
     * @param sure whether the models were there when the table was made
     */
    public record Row<T>(List<String> names, Pattern pattern, Model<T> model, boolean sure) {

        private Row(String names, Model<T> model, boolean sure) {
            this(List.of(names.split(" ")), ModelTable.pattern(names), model, sure);
        }
    }

    /** Neither a letter, nor a digit, nor a minor version; of a date the year or the day may follow. */
    private static final String VERSION_ENDS = "(?![\\da-z]|[.p-][1-9]\\d?(?![\\da-z]))";

    private final LocalDate day;
    private final List<Row<T>> rows;
    private final Model<T> unknown;
    private final PerModel<Model<T>> known = new PerModel<>(this::find);

    /**
     * @param day as of which its rows are true
     * @param unknown what is thought of models that are not in it
     */
    ModelTable(String day, Capabilities unknown, T traits, List<Row<T>> rows) {
        this.day = LocalDate.parse(day);
        this.rows = rows;
        this.unknown = new Model<>(unknown, traits);
    }

    /** A row, with names between blanks. */
    static <T> Row<T> row(String names, Capabilities can, T traits) {
        return new Row<>(names, new Model<>(can, traits), true);
    }

    /** What is guessed of models that are newer than the table. */
    static <T> Row<T> guess(String names, Capabilities can, T traits) {
        return new Row<>(names, new Model<>(can, traits), false);
    }

    /** The same with these sizes, in tokens; null for unknown. */
    static Capabilities sized(Capabilities can, @Nullable Integer window, @Nullable Integer output) {
        return can.withContextWindow(window).withMaxOutputTokens(output);
    }

    public Model<T> of(String model) {
        return known.of(model);
    }

    /** Whether one of the rows is about it. */
    @SuppressWarnings("ReferenceEquality") // one object stands for all that are not known
    public boolean knows(String model) {
        return of(model) != unknown;
    }

    public List<Row<T>> rows() {
        return rows;
    }

    private Model<T> find(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        return rows.stream()
                .filter(row -> row.pattern().matcher(id).find())
                .findFirst()
                .map(row -> row.model().asOf(row.sure() ? day : null))
                .orElse(unknown);
    }

    private static Pattern pattern(String names) {
        return Pattern.compile(
                Stream.of(names.split(" ")).map(ModelTable::expression).collect(Collectors.joining("|")));
    }

    private static String expression(String name) {
        String start = name.startsWith("*") ? "" : "(?:^|[/.])";
        String body = name.replace(".", "\\.")
                .replaceAll("(?<=\\d)(-|\\\\\\.)(?=\\d)", "[.p-]")
                .replaceAll("(?<=\\d)\\*$", "(?!\\\\d)")
                .replace("*", ".*");
        return start + body + (name.matches(".*\\d") ? VERSION_ENDS : "");
    }
}
