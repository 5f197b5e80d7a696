package io.llmclient.core.http;

/**
 * To whom a request is written.
 *
 * @param model the model id
 * @param streaming whether a stream is asked for
 */
public record Target(String model, boolean streaming, Quirks quirks) {}
