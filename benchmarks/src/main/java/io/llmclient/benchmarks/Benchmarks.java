package io.llmclient.benchmarks;

import static io.llmclient.benchmarks.Subjects.ANTHROPIC_SDK;
import static io.llmclient.benchmarks.Subjects.DECORATED;
import static io.llmclient.benchmarks.Subjects.LANGCHAIN4J;
import static io.llmclient.benchmarks.Subjects.LEAN;
import static io.llmclient.benchmarks.Subjects.OPENAI_SDK;
import static io.llmclient.benchmarks.Subjects.OURS;
import static io.llmclient.benchmarks.Subjects.OURS_AFTER_503;
import static io.llmclient.benchmarks.Subjects.OURS_AFTER_REFUSAL;
import static io.llmclient.benchmarks.Subjects.OURS_ANTHROPIC;
import static io.llmclient.benchmarks.Subjects.OURS_GEMINI;
import static io.llmclient.benchmarks.Subjects.RAW;
import static io.llmclient.benchmarks.Subjects.RAW_AFTER_503;
import static io.llmclient.benchmarks.Subjects.RAW_ANTHROPIC;
import static io.llmclient.benchmarks.Subjects.RAW_GEMINI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs everything and prints the table. */
public final class Benchmarks {

    private static final String CALL = "call %d";
    private static final String STREAM = "stream %d";
    private static final String FEW = "few %d";

    private static final List<String> OPENAI_CLIENTS = List.of(RAW, DECORATED, OURS, OPENAI_SDK, LANGCHAIN4J);
    private static final List<String> CALLERS = List.of(
            RAW,
            LEAN,
            DECORATED,
            OURS,
            OPENAI_SDK,
            LANGCHAIN4J,
            RAW_ANTHROPIC,
            OURS_ANTHROPIC,
            ANTHROPIC_SDK,
            RAW_AFTER_503,
            OURS_AFTER_503,
            OURS_AFTER_REFUSAL);
    private static final List<String> STREAMERS = List.of(
            RAW,
            LEAN,
            DECORATED,
            OURS,
            OPENAI_SDK,
            LANGCHAIN4J,
            RAW_ANTHROPIC,
            OURS_ANTHROPIC,
            ANTHROPIC_SDK,
            RAW_GEMINI,
            OURS_GEMINI);

    /** The oldest Java that the library runs on; what is measured on others goes to files of their own. */
    private static final int OLDEST = 17;

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    private final Effort effort;
    private final String origin;
    private final List<Row> rows = new ArrayList<>();

    private Benchmarks(Effort effort, String origin) {
        this.effort = effort;
        this.origin = origin;
    }

    /** Takes {@code --quick} or {@code --full}, and the directory to write the results to. */
    public static void main(String[] args) throws Exception {
        boolean quick = args[0].equals("--quick");
        Effort effort = quick ? Effort.quick() : Effort.full();
        long start = System.nanoTime();
        try (WorkerProcess server = WorkerProcess.start(LoopbackServer.class)) {
            Benchmarks all = new Benchmarks(effort, "http://127.0.0.1:" + server.line());
            all.run();
            String table = new Report(effort, all.rows).markdown((System.nanoTime() - start) / 1_000_000_000);
            System.out.println(table);
            Path to = Path.of(args[1]);
            String jvm = version() == OLDEST ? "" : "-jdk" + version();
            Files.writeString(Files.createDirectories(to).resolve("RESULTS" + jvm + ".md"), table);
            Charts.write(all.rows, Files.createDirectories(to.resolve("charts" + jvm)));
        }
    }

    private void run() throws Exception {
        pipeline();
        say("calls, streams, many callers, failover: all take turns");
        Map<String, List<String>> orders = new LinkedHashMap<>();
        orders.put(CALL, CALLERS);
        orders.put(STREAM, STREAMERS);
        orders.put(FEW, STREAMERS);
        List<String> loads = loads();
        loads.forEach(load -> orders.put(load, OPENAI_CLIENTS));
        Rounds rounds = Rounds.of(effort, origin, orders);
        calls(rounds);
        streams(rounds);
        loads.forEach(load -> load(rounds, load));
        failover(rounds);
        firstAnswer();
        openStreams();
    }

    private static List<String> loads() {
        List<String> loads = new ArrayList<>(List.of("load %d 64 platform", "load %d 256 platform"));
        if (version() >= 21) {
            loads.addAll(List.of("load %d 64 virtual", "load %d 256 virtual"));
        }
        return loads;
    }

    private static int version() {
        return Runtime.version().feature();
    }

    private static void say(String what) {
        System.err.println("measuring: " + what);
    }

    private void pipeline() throws RunnerException, IOException {
        say("the pipeline alone");
        Path log = Files.createTempFile("jmh", ".log");
        Options options = new OptionsBuilder()
                .include(PipelineBenchmark.class.getName())
                .forks(effort.forks())
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.rounds())
                .measurementTime(TimeValue.milliseconds(500))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .output(log.toString())
                .build();
        RunResult result = new Runner(options).runSingle();
        List<Double> nanos = new ArrayList<>();
        result.getBenchmarkResults()
                .forEach(fork -> fork.getIterationResults()
                        .forEach(each -> nanos.add(each.getPrimaryResult().getScore())));
        double bytes = result.getSecondaryResults().values().stream()
                .filter(each -> each.getLabel().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(each -> each.getScore())
                .findFirst()
                .orElseThrow();
        Samples micros = Samples.of(nanos).dividedBy(MICRO);
        add("pipeline alone, µs", OURS, micros, null, Row.number(bytes), "≤ 2 µs", micros.median() <= 2);
        goal("pipeline alone, bytes", OURS, Row.number(bytes) + " B", bytes, "≤ 1 024 B", bytes <= 1024);
    }

    private void calls(Rounds rounds) {
        for (String name : CALLERS) {
            if (name.contains("first")) {
                continue; // see failover
            }
            String raw = yardstick(name);
            Samples time = rounds.times(name, CALL).dividedBy(MICRO);
            Samples ratio = time.over(rounds.times(raw, CALL).dividedBy(MICRO));
            Samples bytes = rounds.bytes(name, CALL);
            Samples bytesRatio = bytes.over(rounds.bytes(raw, CALL));
            add(
                    "call, µs",
                    name,
                    time,
                    ratio,
                    bytes(bytes, bytesRatio),
                    goalOf(name, "≤ 1.05 ×"),
                    met(name, ratio, 1.05));
            if (ours(name)) {
                goal(
                        "call, bytes",
                        name,
                        Row.spread(bytes) + " B",
                        bytesRatio.median(),
                        "≤ 1.00 ×",
                        bytesRatio.median() <= 1);
            }
        }
    }

    private void streams(Rounds rounds) {
        for (String name : STREAMERS) {
            String raw = yardstick(name);
            Samples ratio = rounds.times(name, STREAM).over(rounds.times(raw, STREAM));
            Samples bytes = rounds.bytes(name, STREAM);
            add(
                    "stream of " + LoopbackServer.EVENTS + " events, µs",
                    name,
                    rounds.times(name, STREAM).dividedBy(MICRO),
                    ratio,
                    streamBytes(name, bytes, bytes.over(rounds.bytes(raw, STREAM))),
                    "",
                    null);
        }
        for (String name : STREAMERS) {
            String raw = yardstick(name);
            Samples time = perEvent(rounds.times(name, STREAM), rounds.times(name, FEW));
            Samples ratio = time.over(perEvent(rounds.times(raw, STREAM), rounds.times(raw, FEW)));
            Samples bytes = perEvent(rounds.bytes(name, STREAM), rounds.bytes(name, FEW));
            Samples rawBytes = perEvent(rounds.bytes(raw, STREAM), rounds.bytes(raw, FEW));
            add(
                    "one event, ns",
                    name,
                    time,
                    ratio,
                    streamBytes(name, bytes, bytes.over(rawBytes)),
                    goalOf(name, "≤ 0.6 ×"),
                    met(name, ratio, 0.6));
            if (ours(name)) {
                goal(
                        "one event, bytes",
                        name,
                        Row.spread(bytes) + " B",
                        bytes.median(),
                        "≤ 200 B",
                        bytes.median() <= 200);
            }
        }
    }

    /** What one more event costs: the call around it is in both. */
    private static Samples perEvent(Samples many, Samples few) {
        return many.minus(few).dividedBy(LoopbackServer.EVENTS - LoopbackServer.FEW_EVENTS);
    }

    private void load(Rounds rounds, String order) {
        String[] words = order.split(" ", -1);
        boolean few = words[2].equals("64");
        for (String name : OPENAI_CLIENTS) {
            Samples rate = rounds.times(name, order);
            Samples ratio = rate.over(rounds.times(RAW, order));
            add(
                    words[2] + " callers (" + words[3] + " threads), calls/s",
                    name,
                    rate,
                    ratio,
                    "",
                    few ? goalOf(name, "≥ 0.95 ×") : "",
                    (few && ours(name)) ? Boolean.valueOf(ratio.median() >= 0.95) : null);
        }
    }

    private void failover(Rounds rounds) {
        for (String name : List.of(RAW_AFTER_503, OURS_AFTER_503, OURS_AFTER_REFUSAL)) {
            Samples alone = rounds.times(name.equals(RAW_AFTER_503) ? RAW : OURS, CALL);
            Samples added = rounds.times(name, CALL).minus(alone).dividedBy(MILLI);
            boolean mine = ours(name);
            add(
                    "failover, ms added to the second alone",
                    name,
                    added,
                    null,
                    "",
                    mine ? "≤ 0.5 ms" : "",
                    mine ? Boolean.valueOf(added.median() <= 0.5) : null);
        }
    }

    private void firstAnswer() throws IOException {
        say("the first answer after the start of a JVM");
        Map<String, List<Double>> millis = new HashMap<>();
        for (int round = 0; round < effort.firstAnswers() + 1; round++) {
            for (String name : OPENAI_CLIENTS) {
                long start = System.nanoTime();
                try (WorkerProcess process = WorkerProcess.start(List.of(), FirstAnswer.class, name, origin)) {
                    process.line();
                    if (round > 0) { // the first reads the jars from the disk
                        millis.computeIfAbsent(name, key -> new ArrayList<>()).add((System.nanoTime() - start) / MILLI);
                    }
                }
            }
        }
        Samples raw = Samples.of(millis.getOrDefault(RAW, List.of()));
        for (String name : OPENAI_CLIENTS) {
            Samples time = Samples.of(millis.getOrDefault(name, List.of()));
            Samples ratio = time.over(raw);
            add(
                    "first answer after JVM start, ms",
                    name,
                    time,
                    ratio,
                    "",
                    goalOf(name, "≤ 1.3 ×"),
                    met(name, ratio, 1.3));
        }
    }

    private void openStreams() throws IOException {
        say(effort.openStreams() + " open streams");
        List<String> names = List.of(RAW, OURS, OPENAI_SDK, LANGCHAIN4J);
        Map<String, List<Double>> threads = new HashMap<>();
        Map<String, List<Double>> foreign = new HashMap<>();
        Map<String, List<Double>> heap = new HashMap<>();
        for (int round = 0; round < effort.openRuns(); round++) {
            for (String name : names) {
                try (WorkerProcess process =
                        WorkerProcess.start(OpenStreams.class, name, origin, Integer.toString(effort.openStreams()))) {
                    double[] numbers = process.numbers();
                    threads.computeIfAbsent(name, key -> new ArrayList<>()).add(numbers[0]);
                    foreign.computeIfAbsent(name, key -> new ArrayList<>()).add(numbers[1]);
                    heap.computeIfAbsent(name, key -> new ArrayList<>()).add(numbers[2]);
                }
            }
        }
        Samples rawHeap = Samples.of(heap.getOrDefault(RAW, List.of()));
        for (String name : names) {
            add(
                    effort.openStreams() + " open streams, threads beyond the callers'",
                    name,
                    Samples.of(threads.getOrDefault(name, List.of())),
                    null,
                    "",
                    "",
                    null);
            Samples more = Samples.of(foreign.getOrDefault(name, List.of()));
            add(
                    effort.openStreams() + " open streams, the same without OkHttp's own",
                    name,
                    more,
                    null,
                    "",
                    goalOf(name, "0"),
                    ours(name) ? Boolean.valueOf(more.max() <= 0) : null);
        }
        for (String name : names) {
            Samples bytes = Samples.of(heap.getOrDefault(name, List.of()));
            Samples ratio = bytes.over(rawHeap);
            add(
                    effort.openStreams() + " open streams, heap bytes each",
                    name,
                    bytes,
                    ratio,
                    "",
                    goalOf(name, "≤ 1.05 ×"),
                    met(name, ratio, 1.05));
        }
    }

    private static String yardstick(String name) {
        return switch (name) {
            case RAW_ANTHROPIC, OURS_ANTHROPIC, ANTHROPIC_SDK -> RAW_ANTHROPIC;
            case RAW_GEMINI, OURS_GEMINI -> RAW_GEMINI;
            default -> RAW;
        };
    }

    private static boolean ours(String name) {
        return name.startsWith(OURS);
    }

    private static String goalOf(String name, String goal) {
        return ours(name) ? goal : "";
    }

    private static @Nullable Boolean met(String name, Samples ratio, double limit) {
        return ours(name) ? Boolean.valueOf(ratio.median() <= limit) : null;
    }

    /** Where a client reads on threads that end with the stream, their bytes end with them. */
    private static String streamBytes(String name, Samples bytes, Samples ratio) {
        return (name.equals(LANGCHAIN4J) && !Memory.countsEndedThreads()) ? "not counted" : bytes(bytes, ratio);
    }

    private static String bytes(Samples bytes, Samples ratio) {
        return Row.number(bytes.median()) + " (" + Row.number(ratio.median()) + " ×)";
    }

    private void add(
            String measure,
            String name,
            Samples figure,
            @Nullable Samples ratio,
            String bytes,
            String goal,
            @Nullable Boolean met) {
        rows.add(new Row(
                measure,
                name,
                Row.spread(figure),
                figure.median(),
                ratio == null ? "" : Row.spread(ratio),
                bytes,
                goal,
                met));
    }

    private void goal(String measure, String name, String figure, double value, String goal, boolean met) {
        rows.add(new Row(measure, name, figure, value, "", "", goal, met));
    }
}
