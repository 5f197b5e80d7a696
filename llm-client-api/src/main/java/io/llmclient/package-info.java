/**
 * The vocabulary of llm-client: messages, requests, answers, stream events, failures, and {@link
 * io.llmclient.LlmClient}.
 *
 * <p>Everything here is immutable and safe to share between threads unless a type says otherwise. A {@code null} from
 * an accessor marked {@code @Nullable} means "absent": not set by the caller, or not given by the provider.
 */
@NullMarked
package io.llmclient;

import org.jspecify.annotations.NullMarked;
