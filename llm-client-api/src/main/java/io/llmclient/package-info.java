/** The vocabulary: messages, requests, answers, events and failures. */
@NullMarked
package io.llmclient;

import org.jspecify.annotations.NullMarked;
