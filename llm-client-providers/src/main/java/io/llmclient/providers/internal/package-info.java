/** What the dialects share. Not API. */
@NullMarked
package io.llmclient.providers.internal;

import org.jspecify.annotations.NullMarked;
