/** The wire: one request, one answer, read as bytes or as server-sent events. The only room that sees OkHttp. */
@NullMarked
package io.llmclient.core.internal.transport;

import org.jspecify.annotations.NullMarked;
