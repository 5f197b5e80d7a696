/** Programs to run and read. */
@NullMarked
package io.llmclient.examples;

import org.jspecify.annotations.NullMarked;
