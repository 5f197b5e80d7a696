package io.llmclient.providers.recordings;

import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what the library read with what a correct reader gets.
 *
 * <p>Usage is compared through {@code usageDetail}, since the library's counts are totals where some wires report
 * parts:
 *
 * <ul>
 *   <li>OpenAI chat: {@code input} and {@code output} are totals on the wire already. xAI is the exception, whose
 *       {@code output} excludes reasoning: {@code outputTotal} includes it.
 *   <li>Anthropic: {@code input} excludes what was read from and written to the cache; {@code inputTotal} includes
 *       both.
 *   <li>Gemini: {@code output} excludes thoughts, {@code input} what the provider's own tools read; {@code outputTotal}
 *       and {@code inputTotal} include them.
 *   <li>All: {@code total} is the provider's own; where it gives none, the library adds up input and output.
 * </ul>
 */
final class ResponseComparison {

    private final Tree expected;
    private final ChatResponse answer;
    private final String shown;
    private final boolean tagged;
    private final List<Difference> differences = new ArrayList<>();

    private ResponseComparison(Recording recording, Replay.Outcome outcome) {
        expected = recording.expected();
        tagged = recording.hasFeature("think-tags-in-text");
        answer = outcome.answer();
        shown = outcome.shown();
    }

    static List<Difference> compare(Recording recording, Replay.Outcome outcome) {
        Tree expected = recording.expected();
        if (outcome.failure() != null || expected.get("error").isObject()) {
            List<Difference> differences = FailureComparison.compare(recording, outcome.failure());
            return differences.isEmpty() ? wordsBefore(recording, outcome) : differences;
        }
        if (outcome.answer() == null) {
            return List.of(Difference.of("answer", "an answer", "a stream without one"));
        }
        ResponseComparison comparison = new ResponseComparison(recording, outcome);
        comparison.words();
        return comparison.rest();
    }

    /** A failure after the first words carries them; one before has none to carry. */
    private static List<Difference> wordsBefore(Recording recording, Replay.Outcome outcome) {
        if (outcome.answer() != null) {
            return new ResponseComparison(recording, outcome).words();
        }
        String words = Stream.of("thinking", "text")
                .map(recording.expected()::text)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        return words.isBlank() ? List.of() : List.of(Difference.of("failure.partial", words, "no partial answer"));
    }

    /** What has to be right in a broken answer, too. */
    private List<Difference> words() {
        if (tagged && answer.thinking() != null) {
            same("thinking and text", bare(expected.text("text")), bare(answer.thinking() + answer.text()));
        } else {
            text("text", "textBlocks", answer.text());
            thinking();
        }
        if (shown != null) {
            same("text against its events", shown, answer.text());
        }
        same("model", expected.text("model"), answer.model());
        same("id", expected.text("responseId"), answer.id());
        return differences;
    }

    /** The plan that Cohere's models tell before tools is a thought. */
    private void thinking() {
        String plan = expected.text("toolPlan");
        if (plan == null) {
            text("thinking", "thinkingBlocks", answer.thinking());
        } else {
            same("thinking", plan + Objects.requireNonNullElse(expected.text("thinking"), ""), answer.thinking());
        }
    }

    private List<Difference> rest() {
        same("refusal", expected.text("refusal"), answer.refusal());
        toolCalls();
        finishReason();
        usage();
        signatures();
        return differences;
    }

    private void same(String field, String wanted, String got) {
        if (!Objects.equals(emptyToNull(wanted), emptyToNull(got))) {
            differences.add(Difference.of("answer." + field, wanted, got));
        }
    }

    /** Without the tags around thoughts, and the white space around these. */
    private static String bare(String text) {
        return text.replaceAll("</?think>|\\s", "");
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Plain concatenation; only the white space at the borders of blocks may differ. */
    private void text(String field, String blocksField, String got) {
        String wanted = Objects.requireNonNullElse(expected.text(field), "");
        String found = Objects.requireNonNullElse(got, "");
        List<String> blocks = expected.get(blocksField).texts();
        if (!wanted.equals(found) && !holdsExactly(blocks.isEmpty() ? List.of(wanted) : blocks, found)) {
            differences.add(Difference.of("answer." + field, wanted, found));
        }
    }

    private static boolean holdsExactly(List<String> blocks, String text) {
        String rest = text.strip();
        for (String block : blocks) {
            if (!rest.startsWith(block.strip())) {
                return false;
            }
            rest = rest.substring(block.strip().length()).strip();
        }
        return rest.isEmpty();
    }

    /** The client's own calls only. Where the wire has no id, the library gives one. */
    private void toolCalls() {
        List<Tree> wanted = expected.get("toolCalls").items();
        List<Content.ToolCall> got = answer.toolCalls();
        if (wanted.size() != got.size()) {
            differences.add(Difference.of("answer.toolCalls", expected.get("toolCalls"), got));
            return;
        }
        for (int i = 0; i < got.size(); i++) {
            String field = "toolCalls[" + i + "].";
            String id = emptyToNull(wanted.get(i).text("id"));
            same(field + "id", id == null ? got.get(i).id() : id, got.get(i).id());
            same(field + "name", wanted.get(i).text("name"), got.get(i).name());
            arguments(field, wanted.get(i).get("arguments"), got.get(i).arguments());
        }
        if (got.stream().map(Content.ToolCall::id).distinct().count() < got.size()
                && wanted.stream().map(call -> call.text("id")).distinct().count() == wanted.size()) {
            differences.add(Difference.of("answer.toolCalls", "ids that differ", got));
        }
    }

    private void arguments(String field, Tree wanted, String got) {
        Tree whole = wanted.isNull() ? Tree.lenient("{}") : wanted.isText() ? Tree.lenient(wanted.text()) : wanted;
        if (!whole.sameAs(Tree.lenient(got))) {
            differences.add(Difference.of("answer." + field + "arguments", whole, got));
        }
    }

    private void finishReason() {
        List<FinishReason> right = Stream.concat(
                        Stream.of(expected.get("finishReason")),
                        expected.get("finishReasonAlternates").items().stream())
                .map(ResponseComparison::reason)
                .toList();
        if (!right.contains(answer.finishReason())) {
            differences.add(Difference.of("answer.finishReason", right, answer.finishReason()));
        }
        same("rawFinishReason", expected.text("rawFinishReason"), answer.rawFinishReason());
    }

    /** {@code refusal} is the model's own no, for which the library has the content filter; null is no reason given. */
    private static FinishReason reason(Tree word) {
        return switch (String.valueOf(word.text())) {
            case "null" -> FinishReason.OTHER;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.valueOf(word.text().toUpperCase(Locale.ROOT));
        };
    }

    private void usage() {
        Tree parts = expected.get("usage");
        Tree totals = expected.get("usageDetail");
        Long input = totals.get("inputTotal").number();
        Long output = totals.get("outputTotal").number();
        Long sum = input != null && output != null ? Long.valueOf(input + output) : null;
        Long total = parts.get("total").number();
        Usage got = answer.usage();
        tokens("input", input, got.input());
        tokens("output", output, got.output());
        tokens("cachedInput", parts.get("cachedInput").number(), got.cachedInput());
        tokens("cacheWrite", totals.get("cacheWrite").number(), got.cacheWrite());
        tokens("reasoning", parts.get("reasoning").number(), got.reasoning());
        tokens("total", total == null ? sum : total, got.total());
    }

    private void tokens(String field, Long wanted, Long got) {
        if (!Objects.equals(wanted, got)) {
            differences.add(Difference.of("answer.usage." + field, wanted, got));
        }
    }

    /** Every signed part must go back to its provider, so none may be lost. */
    private void signatures() {
        Long wanted = expected.get("thinkingSignatures").number();
        long got =
                answer.content().stream().filter(ResponseComparison::isSigned).count();
        if (wanted != null && wanted != got) {
            differences.add(Difference.of("answer.signatures", wanted, got));
        }
    }

    private static boolean isSigned(Content part) {
        if (part instanceof Content.Opaque opaque) {
            return Tree.lenient(opaque.json()).has("thoughtSignature");
        }
        Origin origin = part instanceof Content.Text text
                ? text.origin()
                : part instanceof Content.Thinking thinking
                        ? thinking.origin()
                        : part instanceof Content.ToolCall call ? call.origin() : null;
        return origin != null && origin.signature() != null;
    }
}
