package io.llmclient.testkit;

import io.llmclient.ChatRequest;
import java.time.Instant;

/**
 * What a {@link FakeProvider} was asked.
 *
 * @param request as the client sent it
 * @param streaming whether events were wanted as they come
 * @param key which of its keys the client told it to show, 0 for the first
 * @param at when, by the clock of the client
 */
public record Ask(ChatRequest request, boolean streaming, int key, Instant at) {}
