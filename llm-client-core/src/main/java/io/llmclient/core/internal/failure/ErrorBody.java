package io.llmclient.core.internal.failure;

import io.llmclient.core.internal.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Takes an error body apart, in any of the shapes that providers use: OpenAI's and Anthropic's envelope, Google's with
 * details (and as an array of one), flat, a plain text in {@code error}, {@code detail}, {@code fault},
 * {@code base_resp}, {@code errors}, an error in an error, an error as escaped JSON in a message, HTML, or no JSON at
 * all. The content type is not asked, since it is often wrong.
 */
final class ErrorBody {

    private static final int MAX_DEPTH = 6;

    private static final List<String> CODES =
            List.of("code", "error_code", "status", "type", "__type", "error_type", "reason");
    private static final List<String> MESSAGES =
            List.of("message", "Message", "detail", "msg", "faultstring", "error_description", "title");

    private static final Set<String> EMPTY = Set.of("", "null", "[]");

    /** Event names that say no more than that there is an error. */
    private static final Set<String> NO_CODES =
            Set.of("error", "failed", "response.failed", "response.error", "message-end");

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>([^<]{1,300})");
    private static final Pattern LITELLM_CLASS = Pattern.compile("litellm\\.(\\w{1,60})");

    private final ErrorFacts facts;

    private ErrorBody(ErrorFacts facts) {
        this.facts = facts;
    }

    static void read(byte[] body, ErrorFacts facts) {
        new ErrorBody(facts).read(new String(body, StandardCharsets.UTF_8).strip());
    }

    private void read(String text) {
        if (text.startsWith("<")) {
            Matcher title = TITLE.matcher(text);
            if (title.find()) {
                facts.addMessage(title.group(1));
            }
        } else if (!EMPTY.contains(text)) {
            text(text.startsWith("\uFEFF") ? text.substring(1) : text, 0);
        }
    }

    /** A text may be JSON, or end in it: proxies put their upstream's error into their own message. */
    private void text(String text, int depth) {
        int brace = text.indexOf('{');
        String before = brace < 0 ? text : text.substring(0, brace).strip();
        boolean isArray = depth == 0 && before.equals("[");
        boolean isBody = isArray || (depth == 0 && before.isEmpty());
        Object json = isArray ? errorIn(parsed(text)) : null;
        if (json == null && brace >= 0 && depth <= MAX_DEPTH) {
            json = parsed(text.substring(brace));
        }
        if (json instanceof Map<?, ?> object && (isBody || isError(object))) {
            words(isBody ? "" : withoutColon(before));
            object(object, depth + 1);
        } else {
            words(text);
        }
    }

    /** Google's servers put errors in brackets, behind those parts of a stream that went well. */
    private static @Nullable Object errorIn(@Nullable Object array) {
        if (array instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> object && isError(object)) {
                    return object;
                }
            }
        }
        return null;
    }

    private static String withoutColon(String words) {
        return words.endsWith(":") ? words.substring(0, words.length() - 1) : words;
    }

    /** Messages quote other JSON, too, such as the caller's schema. */
    private static boolean isError(Map<?, ?> object) {
        return object.containsKey("error") || object.get("message") instanceof String || object.containsKey("detail");
    }

    private void words(String message) {
        Matcher litellm = LITELLM_CLASS.matcher(message);
        if (litellm.find()) {
            facts.addCode(litellm.group(1));
        }
        facts.addMessage(message);
    }

    private static @Nullable Object parsed(String json) {
        try {
            return JsonValues.parseFirst(json.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return null;
        }
    }

    private void object(Map<?, ?> object, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        object(object.get("error"), depth);
        CODES.forEach(name -> code(object.get(name)));
        status(object.get("status_code"));
        if (object.get("error") instanceof String text) {
            oneWord(text);
            said(text, depth);
        }
        MESSAGES.forEach(name -> said(object.get(name), depth));
        places(object, depth);
        if (object.get("request_id") instanceof String id) {
            facts.requestId(id);
        }
    }

    /** Where else an error may hide. */
    private void places(Map<?, ?> object, int depth) {
        object(object.get("response"), depth);
        object(object.get("fault"), depth);
        object(object.get("delta"), depth); // Cohere's streams
        object(object.get("innererror"), depth);
        miniMax(object.get("base_resp"));
        if (object.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
            cloudflare(errors.get(0), depth);
        }
        if (object.get("metadata") instanceof Map<?, ?> metadata) {
            openRouter(metadata, depth);
        }
        if (object.get("details") instanceof List<?> details) {
            details.forEach(this::google);
        }
        object(object.get("details"), depth);
    }

    private void object(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> object) {
            object(object, depth + 1);
        }
    }

    private void code(@Nullable Object code) {
        if (code instanceof Number number) {
            facts.bodyStatus(number.intValue());
            facts.addCode(number.toString());
        } else if (code instanceof String text && !NO_CODES.contains(text)) {
            status(text);
            facts.addCode(text);
        }
    }

    private void oneWord(String error) {
        if (error.indexOf(' ') < 0) {
            code(error);
        }
    }

    private void status(@Nullable Object status) {
        if (status instanceof Number number) {
            facts.bodyStatus(number.intValue());
        } else if (status instanceof String text && ErrorFacts.isStatusNumber(text)) {
            facts.bodyStatus(Integer.parseInt(text));
        }
    }

    private void said(@Nullable Object message, int depth) {
        if (message instanceof String text) {
            text(text, depth + 1);
        } else if (message instanceof Map<?, ?> object) {
            object(object, depth + 1);
        } else if (message instanceof List<?> list && !list.isEmpty()) {
            complaint(list.get(0), depth);
        }
    }

    /** One item of a validation's list: what is wrong, and where. */
    private void complaint(@Nullable Object first, int depth) {
        if (first instanceof Map<?, ?> item && item.get("msg") instanceof String what) {
            String where = item.get("loc") instanceof List<?> path
                    ? String.join(".", path.stream().map(Objects::toString).toList()) + ": "
                    : "";
            facts.addMessage(where + what);
        } else {
            said(first instanceof List<?> ? null : first, depth + 1);
        }
    }

    private void miniMax(@Nullable Object baseResp) {
        if (baseResp instanceof Map<?, ?> object) {
            numbered("base_resp", object.get("status_code"));
            said(object.get("status_msg"), MAX_DEPTH);
        }
    }

    private void cloudflare(@Nullable Object error, int depth) {
        if (error instanceof Map<?, ?> object) {
            numbered("errors", object.get("code"));
        }
        object(error, depth);
        said(error instanceof String ? error : null, depth);
    }

    /** A bare number means something only together with its place. */
    private void numbered(String place, @Nullable Object code) {
        if (code instanceof Number number) {
            facts.addCode(number.toString());
            facts.addCode(place + "." + number);
        }
    }

    private void openRouter(Map<?, ?> metadata, int depth) {
        said(metadata.get("raw"), depth);
        if (metadata.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> facts.addInnerHeader(String.valueOf(name), String.valueOf(value)));
        }
        if (metadata.get("reasons") instanceof List<?> reasons && !reasons.isEmpty()) {
            facts.addMessage("moderation: " + reasons.get(0));
        }
    }

    /** One of {@code google.rpc}'s ErrorInfo, RetryInfo and QuotaFailure. */
    private void google(@Nullable Object detail) {
        if (!(detail instanceof Map<?, ?> object)) {
            return;
        }
        code(object.get("reason"));
        if (object.get("retryDelay") instanceof String delay) {
            facts.retryDelay(delay);
        }
        if (object.get("violations") instanceof List<?> violations) {
            violations.forEach(this::violation);
        }
    }

    private void violation(@Nullable Object violation) {
        if (violation instanceof Map<?, ?> quota) {
            facts.addLimit("quota " + quota.get("quotaId"));
            if (quota.get("quotaValue") != null) {
                facts.addLimit("limit: " + quota.get("quotaValue"));
            }
        }
    }
}
