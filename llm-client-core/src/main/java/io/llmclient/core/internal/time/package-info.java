/** The only room with a clock and chance. Not API. */
@NullMarked
package io.llmclient.core.internal.time;

import org.jspecify.annotations.NullMarked;
