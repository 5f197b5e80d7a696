package io.llmclient.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param model the model it names; null when it names none
 * @param usageInStream whether a stream shall tell the tokens it took
 * @param refusal what the real service would answer because the request is wrong; null when it is plausible
 */
record WireAsk(
        @Nullable String model,
        boolean streaming,
        boolean usageInStream,
        @Nullable WireError refusal) {}
