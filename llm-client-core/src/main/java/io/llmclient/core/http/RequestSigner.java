package io.llmclient.core.http;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Proves who sends a request by a signature over it, instead of by a key. Safe for use by several threads. */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Signs a POST request. Called for every attempt, on its thread.
     *
     * @param url exactly as it is sent
     * @param headers those that are sent besides, with lower-case names; host and content length come on top
     * @param body exactly as it is sent
     * @param now when, by the client's clock
     * @return the headers to add; they are secrets. Throwing fails the attempt as AUTHENTICATION, or as what an
     *     {@code LlmException} says
     */
    Map<String, String> sign(URI url, Map<String, String> headers, byte[] body, Instant now);
}
