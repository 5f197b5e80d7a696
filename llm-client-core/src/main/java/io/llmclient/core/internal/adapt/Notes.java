package io.llmclient.core.internal.adapt;

import java.util.ArrayList;
import java.util.List;

/** The adjustments made so far, in the order of the steps. */
final class Notes {

    private final List<String> sentences = new ArrayList<>(0);

    void add(String sentence) {
        sentences.add(sentence);
    }

    /** Adds "<i>before</i> 2 <i>noun</i>s<i>after</i>", unless the count is zero. */
    void addCount(String before, int count, String noun, String after) {
        if (count > 0) {
            add(before + " " + count + " " + noun + (count == 1 ? "" : "s") + after);
        }
    }

    List<String> sentences() {
        return sentences;
    }
}
