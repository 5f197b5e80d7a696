/** Amazon Bedrock's Converse and ConverseStream. */
@NullMarked
package io.llmclient.providers.internal.bedrock;

import org.jspecify.annotations.NullMarked;
