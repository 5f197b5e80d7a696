/** The only room that makes JSON parsers and generators. Not API. */
@NullMarked
package io.llmclient.core.internal.json;

import org.jspecify.annotations.NullMarked;
