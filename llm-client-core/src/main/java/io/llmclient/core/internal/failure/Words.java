package io.llmclient.core.internal.failure;

import java.util.regex.Pattern;

/** Texts of strangers, made fit for a log line. */
final class Words {

    /** Control and format characters could forge log lines, or turn the reading direction around. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s\u2028\u2029]+");

    private Words() {}

    static String plain(String text, int length) {
        String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= length) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(length - 2)) ? length - 2 : length - 1;
        return line.substring(0, end) + "…";
    }
}
