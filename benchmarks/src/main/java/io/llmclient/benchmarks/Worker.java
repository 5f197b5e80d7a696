package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * One client in a JVM of its own, so that nobody's code is compiled with another's habits. It is told what to do for
 * how long, line by line, and answers each line with numbers: this way all clients take turns within one run.
 */
public final class Worker {

    private final Subject subject;
    private final Subject fewEvents;
    private final Load load;

    private Worker(String name, String origin) {
        subject = Subjects.of(name, origin, Integer.toString(LoopbackServer.EVENTS));
        fewEvents = Subjects.of(name, origin, Integer.toString(LoopbackServer.FEW_EVENTS));
        load = new Load(subject);
    }

    /** Takes the client's name and the server's address, then orders on the standard input until that ends. */
    public static void main(String[] args) throws Exception {
        Worker worker = new Worker(args[0], args[1]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order; (order = orders.readLine()) != null; ) {
            System.out.println(worker.obey(order.split(" ", -1)));
        }
        System.exit(0); // whatever threads a client has left
    }

    private String obey(String[] order) throws Exception {
        long nanos = Long.parseLong(order[1]) * 1_000_000;
        return switch (order[0]) {
            case "call" -> loop(subject::call, Wire.TEXT.length(), nanos);
            case "stream" -> loop(subject::stream, LoopbackServer.EVENTS * Wire.PIECE.length(), nanos);
            case "few" -> loop(fewEvents::stream, LoopbackServer.FEW_EVENTS * Wire.PIECE.length(), nanos);
            case "load" -> load.run(Integer.parseInt(order[2]), order[3].equals("virtual"), nanos);
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    /** Nanoseconds and bytes per turn. */
    private static String loop(Callable<Integer> turn, int expected, long nanos) throws Exception {
        long bytes = Memory.allocated();
        long start = System.nanoTime();
        long turns = 0;
        long now;
        do {
            check(turn.call(), expected);
            turns++;
            now = System.nanoTime();
        } while (now - start < nanos);
        bytes = Memory.allocated() - bytes;
        return String.format(Locale.ROOT, "%.1f %.1f", (double) (now - start) / turns, (double) bytes / turns);
    }

    static void check(int chars, int expected) throws IOException {
        if (chars != expected) {
            throw new IOException("read " + chars + " characters of " + expected);
        }
    }
}
