package io.llmclient.core.internal.typed;

/** Finds the JSON in the text of an answer: models without a strict mode like to fence it, whatever they were told. */
public final class AnswerText {

    private static final String FENCE = "```";

    private AnswerText() {}

    /** What is between the first fence and the last, if the text does not begin with JSON; else the whole text. */
    public static String json(String text) {
        String trimmed = text.strip();
        int fence = trimmed.indexOf(FENCE);
        if (fence < 0 || trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return trimmed;
        }
        int start = fence + FENCE.length();
        while (start < trimmed.length() && Character.isLetterOrDigit(trimmed.charAt(start))) {
            start++; // the language
        }
        int end = trimmed.lastIndexOf(FENCE);
        return trimmed.substring(start, end >= start ? end : trimmed.length()).strip();
    }
}
