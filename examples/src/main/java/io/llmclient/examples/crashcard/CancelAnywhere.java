package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * X04: a call is cancelled at any moment, in each of its shapes: a stream is closed, a thread is interrupted, a future
 * is cancelled. The moments are random, but the same in every run.
 */
final class CancelAnywhere {

    private static final int MOMENTS = 40;
    private static final int LATEST_MICROS = 40_000;
    private static final String THIRD = "third";
    private static final Behaviour WELL = Reply.text("I am well");

    /** In this machine's own time, whatever the pace. */
    private static final Duration ALLOWED = Duration.ofMillis(100);

    private static final long NAP = Duration.ofMillis(1).toNanos();

    /** Where the call is when it is cancelled. How many failures it has seen by then is what the breaker may count. */
    private enum Place {
        BEFORE_HEADERS(0),
        MID_STREAM(0),
        BACKOFF(1),
        FAILOVER(1),
        PROBE(0);

        private final int failures;

        Place(int failures) {
            this.failures = failures;
        }
    }

    private enum Shape {
        STREAM,
        CHAT,
        FUTURE
    }

    private final Bench bench;
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final Set<ServerRequest> seen = new HashSet<>();
    private Duration slowest = Duration.ZERO;
    private int closed;

    private CancelAnywhere(Bench bench) {
        this.bench = bench;
    }

    static void play(Bench bench) {
        CancelAnywhere cancelling = new CancelAnywhere(bench);
        try {
            for (int i = 0; i < MOMENTS; i++) {
                cancelling.cancel(
                        Place.values()[i % Place.values().length],
                        Shape.values()[i / Place.values().length % Shape.values().length],
                        new Random(i).nextInt(LATEST_MICROS));
            }
        } finally {
            cancelling.threads.shutdown();
        }
        bench.remark(MOMENTS + " calls were cancelled; " + cancelling.closed
                + " sockets were open then, and the slowest was closed after " + cancelling.slowest.toMillis()
                + " ms.");
    }

    private void cancel(Place place, Shape shape, int afterMicros) {
        String where = place + " " + shape + " after " + afterMicros + " µs: ";
        renew(place);
        prepare(place);
        int fallbackBefore = bench.askedOf(FALLBACK).size();
        Asking asking = asking(shape);
        Thread caller = new Thread(asking.over);
        caller.start();
        Pace.waitUntil(System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(afterMicros));
        asking.cancel.accept(caller);
        long cancelled = System.nanoTime();
        bench.must(endsCancelled(asking.over), where + "its caller learns at once that it is cancelled");
        mustCloseSockets(cancelled, where);
        mustLeaveNoThread(cancelled, where);
        int asked = bench.askedOf(FALLBACK).size() - fallbackBefore;
        bench.must(asked <= (place == Place.FAILOVER ? 1 : 0), where + "nobody else is asked");
        bench.must(bench.askedOf(THIRD).isEmpty(), where + "the third is not asked");
        bench.always(WELL);
        bench.must(
                PRIMARY.equals(bench.ask().servedBy()),
                where + "no breaker counts it, and no permission is lost: " + bench.answer());
    }

    /** One more failure than there is a reason for would open the breaker, and a probe that is lost keeps it open. */
    private void renew(Place place) {
        Duration rest = Duration.ofMillis(5);
        RetryPolicy retry = RetryPolicy.defaults()
                .withMaxAttempts(place == Place.BACKOFF ? 2 : 1)
                .withJitter(0);
        bench.renew(
                builder -> builder.executor(threads)
                        .retry(retry)
                        .breaker(BreakerPolicy.defaults()
                                .withFailuresInARow(place.failures + 1)
                                .withRest(rest, 1, rest)),
                bench.candidate(PRIMARY),
                bench.candidate(FALLBACK),
                bench.candidate(THIRD));
    }

    private void prepare(Place place) {
        bench.server(FALLBACK).otherwise(place == Place.FAILOVER ? Fault.hang() : WELL);
        switch (place) {
            case BEFORE_HEADERS -> bench.always(Fault.hang());
            case MID_STREAM ->
                bench.always(bench.reply().between(Duration.ofMillis(2)).endless());
            case BACKOFF -> bench.always(bench.pace().rateLimited(Duration.ofSeconds(5)));
            case FAILOVER -> bench.always(Fault.status(503));
            case PROBE -> {
                bench.always(Fault.status(503));
                bench.ask();
                Pace.waitUntil(System.nanoTime() + Duration.ofMillis(10).toNanos());
                bench.always(Fault.hang());
            }
        }
    }

    private Stream<ServerRequest> requests() {
        return Stream.of(PRIMARY, FALLBACK, THIRD).flatMap(name -> bench.askedOf(name).stream());
    }

    /** An answer that was on its way may arrive, and then the connection is as good as before. */
    private void mustCloseSockets(long cancelled, String where) {
        List<ServerRequest> open = requests()
                .filter(request -> seen.add(request) && !request.answered())
                .toList();
        boolean ended = becomesTrue(
                cancelled, () -> open.stream().allMatch(request -> request.answered() || request.closedEarly()));
        bench.must(ended, where + "its socket is closed within " + ALLOWED);
        Duration took = Duration.ofNanos(System.nanoTime() - cancelled);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
        closed += (int) open.stream().filter(ServerRequest::closedEarly).count();
    }

    private void mustLeaveNoThread(long cancelled, String where) {
        bench.must(becomesTrue(cancelled, () -> threads.getActiveCount() == 0), where + "no thread is left");
    }

    /**
     * Whether it does in the time that is allowed. A nap that took far longer than it should is the machine's: nobody
     * was let run in it.
     */
    private static boolean becomesTrue(long cancelled, BooleanSupplier condition) {
        long spent = System.nanoTime() - cancelled;
        while (!condition.getAsBoolean()) {
            if (spent > ALLOWED.toNanos()) {
                return false;
            }
            long before = System.nanoTime();
            Pace.waitUntil(before + NAP);
            spent += Math.min(System.nanoTime() - before, 5 * NAP);
        }
        return true;
    }

    /**
     * One call in one of its shapes.
     *
     * @param over runs it to its end: whether that was a cancelled one
     * @param cancel the caller's thread may be needed for it
     */
    private record Asking(FutureTask<Boolean> over, Consumer<Thread> cancel) {
        static Asking of(Callable<ChatResponse> call, Consumer<Thread> cancel) {
            return new Asking(new FutureTask<>(() -> isCancelled(call)), cancel);
        }
    }

    private Asking asking(Shape shape) {
        LlmClient client = bench.client();
        return switch (shape) {
            case STREAM -> {
                ChatStream stream = client.stream("Say sixty words.");
                yield Asking.of(stream::response, caller -> stream.close());
            }
            case CHAT -> Asking.of(() -> client.chat("Say sixty words."), Thread::interrupt);
            case FUTURE -> {
                CompletableFuture<ChatResponse> future = client.chatAsync("Say sixty words.");
                yield Asking.of(future::get, caller -> future.cancel(true));
            }
        };
    }

    private static boolean isCancelled(Callable<ChatResponse> call) throws Exception {
        try {
            call.call();
            return false;
        } catch (CancellationException e) {
            return true;
        } catch (LlmException e) {
            return e.kind() == FailureKind.CANCELLED;
        }
    }

    private static boolean endsCancelled(FutureTask<Boolean> over) {
        try {
            return over.get(ALLOWED.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
