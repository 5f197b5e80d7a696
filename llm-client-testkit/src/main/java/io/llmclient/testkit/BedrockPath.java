package io.llmclient.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a request to Bedrock says.
 *
 * @param model null where the path is none of this service
 */
record BedrockPath(@Nullable String model, boolean streaming) {

    /** An ARN has slashes, which must come encoded. */
    private static final Pattern PATH = Pattern.compile("/model/([^/]+)/([a-z-]+)");

    static BedrockPath of(HttpMessage request, String whole, String stream) {
        Matcher path = PATH.matcher(request.path());
        if (!request.method().equals("POST")
                || !path.matches()
                || !(path.group(2).equals(whole) || path.group(2).equals(stream))) {
            return new BedrockPath(null, false);
        }
        String model = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
        return new BedrockPath(model, path.group(2).equals(stream));
    }

    /** Why the service refuses the request whatever its body; null when it does not. */
    @Nullable
    WireError refusal(HttpMessage request) {
        if (model == null) {
            return BedrockErrors.error(404, "UnknownOperationException", "Unknown operation");
        }
        String authorization = request.header("authorization");
        boolean shown = authorization != null
                && (authorization.startsWith("Bearer ") || authorization.startsWith("AWS4-HMAC-SHA256 "));
        return shown
                ? null
                : BedrockErrors.error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
}
