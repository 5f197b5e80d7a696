package io.llmclient;

import java.time.Instant;

/**
 * One call of a client, as listeners and interceptors see it.
 *
 * @param id unique within the client
 * @param streaming whether the caller asked for a stream
 * @param startedAt by the wall clock of the client
 */
public record CallInfo(long id, ChatRequest request, boolean streaming, Instant startedAt) {}
