/** Fakes, a server that speaks the real wire formats, manual time and assertions. */
@NullMarked
package io.llmclient.testkit;

import org.jspecify.annotations.NullMarked;
