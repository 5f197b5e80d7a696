/** Executes the tools that a model calls, round after round. Not API. */
@NullMarked
package io.llmclient.core.internal.tools;

import org.jspecify.annotations.NullMarked;
