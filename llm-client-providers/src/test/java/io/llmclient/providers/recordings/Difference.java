package io.llmclient.providers.recordings;

/**
 * Where the library and a recording do not agree.
 *
 * @param field such as {@code answer.text} or {@code request.messages[1].content}
 */
record Difference(String field, String expected, String got) {

    private static final int MAX_SHOWN = 300;

    static Difference of(String field, Object expected, Object got) {
        return new Difference(field, String.valueOf(expected), String.valueOf(got));
    }

    @Override
    public String toString() {
        return field + "\n      expected " + shown(expected) + "\n      got      " + shown(got);
    }

    /** Long texts from where they begin to differ. */
    private String shown(String text) {
        int same = 0;
        while (same < Math.min(expected.length(), got.length()) && expected.charAt(same) == got.charAt(same)) {
            same++;
        }
        int from = text.length() <= MAX_SHOWN ? 0 : Math.max(0, Math.min(same, text.length()) - MAX_SHOWN / 4);
        int to = Math.min(text.length(), from + MAX_SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }
}
