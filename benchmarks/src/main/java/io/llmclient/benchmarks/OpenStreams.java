package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Opens many slow streams at once, each read by a thread of its own, and looks at threads and heap meanwhile. */
public final class OpenStreams {

    private static final String CALLER = "caller";

    private OpenStreams() {}

    /**
     * Takes the client's name, the server's address and how many; prints how many threads there are beyond the callers,
     * how many of those are not OkHttp's own, and the bytes of heap a stream.
     */
    public static void main(String[] args) throws Exception {
        int streams = Integer.parseInt(args[2]);
        Subject fast = Subjects.of(args[0], args[1], Integer.toString(LoopbackServer.FEW_EVENTS));
        Worker.check(fast.stream(), LoopbackServer.FEW_EVENTS * Wire.PIECE.length());
        Subject slow = Subjects.of(args[0], args[1], "paced");
        open(args[1]);
        long heapBefore = Memory.used();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < streams; i++) {
            Thread caller = new Thread(() -> read(slow), CALLER);
            caller.setDaemon(true);
            caller.start();
        }
        while (open(args[1]) < streams) {
            Thread.sleep(50);
        }
        Thread.sleep(2_000); // a few events each
        List<String> more = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.getName().equals(CALLER))
                .map(Thread::getName)
                .toList();
        long foreign = more.stream()
                .filter(name -> !name.startsWith("OkHttp") && !name.startsWith("Okio"))
                .count();
        long heap = (Memory.used() - heapBefore) / streams;
        if (open(args[1]) < streams) {
            throw new IllegalStateException("a stream ended early");
        }
        System.out.println(String.format(Locale.ROOT, "%d %d %d", more.size(), foreign, heap));
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
