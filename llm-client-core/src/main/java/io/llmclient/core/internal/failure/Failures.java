package io.llmclient.core.internal.failure;
import io.llmclient.*;
import java.util.Map;
public final class Failures {
  public static LlmException.Builder classify(int status, Map<String,String> headers, byte[] body, Map<String,FailureKind> codes, java.time.Instant now) { return LlmException.builder(FailureKind.SERVER_ERROR).status(status); }
}
