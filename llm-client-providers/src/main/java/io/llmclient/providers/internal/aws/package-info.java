/** The only room that sees Amazon's library, which an application need not have. Not API. */
@NullMarked
package io.llmclient.providers.internal.aws;

import org.jspecify.annotations.NullMarked;
