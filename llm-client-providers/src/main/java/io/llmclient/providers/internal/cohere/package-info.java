/** The wire language of Cohere's models: chat in its second version. */
@NullMarked
package io.llmclient.providers.internal.cohere;

import org.jspecify.annotations.NullMarked;
