/**
 * The crash card: sixteen ways in which a provider misbehaves, and what a client must make of each. Run it with {@code
 * mvn -q -Pcrash-card verify}.
 */
@NullMarked
package io.llmclient.examples.crashcard;

import org.jspecify.annotations.NullMarked;
