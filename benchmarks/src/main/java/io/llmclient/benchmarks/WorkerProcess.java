package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM of the same class path, spoken to line by line. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private WorkerProcess(Process process) {
        this.process = process;
        orders = new PrintStream(process.getOutputStream(), true, UTF_8);
        answers = process.inputReader(UTF_8);
    }

    static WorkerProcess start(Class<?> main, String... args) throws IOException {
        return start(List.of("-Xms512m", "-Xmx512m"), main, args);
    }

    static WorkerProcess start(List<String> options, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Sends an order and waits for its numbers. */
    double[] order(String order) throws IOException {
        orders.println(order);
        return numbers();
    }

    double[] numbers() throws IOException {
        String[] words = line().split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process ended: " + process.info().commandLine());
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
