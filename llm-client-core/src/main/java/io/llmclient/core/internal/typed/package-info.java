/** The only room that maps JSON to types of the application and makes schemas of them. Not API. */
@NullMarked
package io.llmclient.core.internal.typed;

import org.jspecify.annotations.NullMarked;
