package io.llmclient.providers.internal.models;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a table says of a model, looked up once and not at every request. Safe for use by several threads.
 *
 * @param <T> what is said
 */
final class PerModel<T> {

    /** More than an application declares; whoever has more looks some of them up again. */
    private static final int MOST = 100;

    private final Function<String, T> table;

    /** Never changed, only replaced; what is lost when two threads replace it at once is looked up again. */
    private volatile Map<String, T> known = Map.of();

    PerModel(Function<String, T> table) {
        this.table = table;
    }

    T of(String model) {
        T found = known.get(model);
        if (found == null) {
            found = table.apply(model);
            Map<String, T> more = known.size() < MOST ? new HashMap<>(known) : new HashMap<>();
            more.put(model, found);
            known = more;
        }
        return found;
    }
}
