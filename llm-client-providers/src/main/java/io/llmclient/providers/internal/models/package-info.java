/** What is known of models, whoever serves them: tables of one shape, one for each family. */
@NullMarked
package io.llmclient.providers.internal.models;

import org.jspecify.annotations.NullMarked;
