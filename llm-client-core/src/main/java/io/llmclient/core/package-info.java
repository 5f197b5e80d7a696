/** The front door: the resilient client and its policies. */
@NullMarked
package io.llmclient.core;

import org.jspecify.annotations.NullMarked;
