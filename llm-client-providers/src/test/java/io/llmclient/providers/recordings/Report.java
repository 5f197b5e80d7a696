package io.llmclient.providers.recordings;

import io.llmclient.providers.recordings.Explanations.Explanation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the recordings and collects what is wrong, in words for a person. */
final class Report {

    private enum Verdict {
        AGREE,
        EXPLAINED,
        DIFFER
    }

    private final Explanations explanations;
    private final Map<String, Counts> byApi = new TreeMap<>();
    private final Counts all = new Counts();
    private final Map<String, Integer> notSpoken = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> explained = new ArrayList<>();

    Report(Explanations explanations) {
        this.explanations = explanations;
    }

    void add(Recording recording, Comparison.Result result) {
        List<Explanation> reasons = explanations.of(recording);
        Counts counts = byApi.computeIfAbsent("responses of " + recording.api(), api -> new Counts());
        counts.add(verdict(result.response(), reasons));
        if (result.request() != null) {
            counts = byApi.computeIfAbsent("requests to " + recording.api(), api -> new Counts());
            counts.add(verdict(result.request(), reasons));
        }
        all.add(verdict(result.all(), reasons));
        judge(recording, result.all(), reasons);
    }

    /** A recording of an API that the library does not speak is explained or, if it is somebody else's, only counted. */
    void notSpoken(Recording recording) {
        if (explanations.of(recording).isEmpty()) {
            notSpoken.merge(recording.api(), 1, Integer::sum);
        } else {
            add(recording, new Comparison.Result(List.of(Difference.of("api", recording.api(), "not spoken")), null));
        }
    }

    private static Verdict verdict(List<Difference> differences, List<Explanation> reasons) {
        if (differences.isEmpty()) {
            return Verdict.AGREE;
        }
        boolean all = differences.stream()
                .allMatch(difference -> reasons.stream().anyMatch(reason -> reason.covers(difference)));
        return all ? Verdict.EXPLAINED : Verdict.DIFFER;
    }

    private void judge(Recording recording, List<Difference> differences, List<Explanation> reasons) {
        switch (verdict(differences, reasons)) {
            case DIFFER -> wrong.add(recording.id() + described(differences));
            case EXPLAINED -> explained.add(recording.id() + described(differences) + described(reasons));
            case AGREE -> {}
        }
        for (Explanation reason : reasons) {
            if (!reason.isOfFamily() && differences.stream().noneMatch(reason::covers)) {
                wrong.add(recording.id() + "\n    agrees now: remove its line from explained.txt: " + reason);
            }
        }
    }

    private static String described(List<?> lines) {
        return lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }

    /** What must not be: differences that nobody explained, and explanations that nothing needs. */
    List<String> wrong() {
        return wrong;
    }

    /** The line that ends a run. */
    String line() {
        return "recordings: " + all;
    }

    /** All there is to know about a run. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(line()).append("\n\n");
        byApi.forEach(
                (api, counts) -> text.append(api).append(": ").append(counts).append('\n'));
        notSpoken.forEach((api, count) -> text.append("not spoken: ")
                .append(count)
                .append(" of ")
                .append(api)
                .append('\n'));
        text.append("\nExplained\n\n").append(String.join("\n", explained)).append('\n');
        text.append("\nWrong\n\n").append(String.join("\n", wrong)).append('\n');
        return text.toString();
    }

    private static final class Counts {
        private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

        void add(Verdict verdict) {
            counts.merge(verdict, 1, Integer::sum);
        }

        private int of(Verdict verdict) {
            return counts.getOrDefault(verdict, 0);
        }

        @Override
        public String toString() {
            return of(Verdict.AGREE) + " agree, " + of(Verdict.EXPLAINED) + " explained, " + of(Verdict.DIFFER)
                    + " differ";
        }
    }
}
