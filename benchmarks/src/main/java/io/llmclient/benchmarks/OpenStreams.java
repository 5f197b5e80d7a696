package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.net.URI;
import java.util.Locale;

/** Opens many slow streams at once, each read by a thread of its own, and looks at threads and heap meanwhile. */
public final class OpenStreams {

    private OpenStreams() {}

    /** Takes the client's name, the server's address and how many; prints threads beyond the callers, and bytes a stream. */
    public static void main(String[] args) throws Exception {
        int streams = Integer.parseInt(args[2]);
        Subject fast = Subjects.of(args[0], args[1], Integer.toString(LoopbackServer.FEW_EVENTS));
        Worker.check(fast.stream(), LoopbackServer.FEW_EVENTS * Wire.PIECE.length());
        Subject slow = Subjects.of(args[0], args[1], "paced");
        open(args[1]);
        long heapBefore = Memory.used();
        int threadsBefore = Memory.threads();
        for (int i = 0; i < streams; i++) {
            Thread caller = new Thread(() -> read(slow), "caller");
            caller.setDaemon(true);
            caller.start();
        }
        while (open(args[1]) < streams) {
            Thread.sleep(50);
        }
        Thread.sleep(2_000); // a few events each
        int threads = Memory.threads() - threadsBefore - streams;
        long heap = (Memory.used() - heapBefore) / streams;
        if (open(args[1]) < streams) {
            throw new IllegalStateException("a stream ended early");
        }
        System.out.println(String.format(Locale.ROOT, "%d %d", threads, heap));
        Runtime.getRuntime().halt(0);
    }

    private static void read(Subject subject) {
        try {
            subject.stream();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int open(String origin) throws Exception {
        try (InputStream in = URI.create(origin + "/open").toURL().openStream()) {
            return Integer.parseInt(new String(in.readAllBytes(), UTF_8));
        }
    }
}
