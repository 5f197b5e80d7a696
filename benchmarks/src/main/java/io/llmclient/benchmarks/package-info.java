/** Measures what the library costs, beside raw OkHttp and beside others. */
@NullMarked
package io.llmclient.benchmarks;

import org.jspecify.annotations.NullMarked;
