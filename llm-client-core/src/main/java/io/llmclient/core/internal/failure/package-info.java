/**
 * What a provider's error answer means: its status, its headers and its body in any of the shapes that are about. Pure
 * functions.
 */
@NullMarked
package io.llmclient.core.internal.failure;

import org.jspecify.annotations.NullMarked;
