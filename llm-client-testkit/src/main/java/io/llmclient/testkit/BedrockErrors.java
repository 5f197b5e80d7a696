package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors as Bedrock tells them, whatever the language of the request: the type is in a header. */
final class BedrockErrors {

    private static final String TYPE = "__type";

    private BedrockErrors() {}

    static WireError invalid(String message) {
        return error(400, "ValidationException", message);
    }

    static WireError error(int status, String type, String message) {
        return new WireError(status, object(TYPE, type, "message", message))
                .withHeader("x-amzn-errortype", type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
    }

    static WireError of(Fault fault) {
        String hint = WireHints.inWords(fault, "Please try again in");
        return switch (fault.type()) {
            case RATE_LIMITED ->
                error(429, "ThrottlingException", "Too many requests, please wait before trying again." + hint);
            case QUOTA_EXHAUSTED ->
                error(429, "ThrottlingException", "Too many tokens per day, please wait before trying again.");
            case OVERLOADED ->
                error(503, "ServiceUnavailableException", "Bedrock is unable to process your request." + hint);
            case UNAUTHORIZED ->
                error(403, "UnrecognizedClientException", "The security token included in the request is invalid.");
            case PERMISSION_DENIED ->
                error(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.");
            case MODEL_NOT_FOUND -> invalid("The provided model identifier is invalid.");
            case CONTEXT_TOO_LONG -> invalid("Input is too long for requested model.");
            case REQUEST_TOO_LARGE -> error(413, "RequestEntityTooLargeException", "Request Entity Too Large");
            case CONTENT_FILTERED ->
                invalid("The model returned the following errors: Output blocked by content filtering policy");
            default -> plain(fault, hint);
        };
    }

    private static WireError plain(Fault fault, String hint) {
        int status = fault.status() == null ? 500 : fault.status();
        String type = switch (status) {
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
        return error(status, type, fault.message() + hint);
    }

    /** Inside a stream the type is the frame's, and begins with a small letter. */
    static String event(Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(body);
        String type = String.valueOf(rest.remove(TYPE));
        String name = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        return BedrockWire.event(name, rest);
    }
}
