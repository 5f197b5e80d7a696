package io.llmclient.core.internal.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The default source of chance: the calling thread's own, so that callers don't contend. */
public final class Chance implements RandomGenerator {

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }
}
