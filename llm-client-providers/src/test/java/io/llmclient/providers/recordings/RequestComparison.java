package io.llmclient.providers.recordings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the body that reached the server with the recorded one. */
final class RequestComparison {

    private final List<Difference> differences = new ArrayList<>();

    private RequestComparison() {}

    static List<Difference> compare(Api api, Recording recording, Tree sent) {
        RequestComparison comparison = new RequestComparison();
        comparison.compare("request", api.normalised(recording.requestBody()), api.normalised(sent));
        return comparison.differences;
    }

    private void compare(String path, Tree wanted, Tree got) {
        if (wanted.isObject() && got.isObject()) {
            Map<String, Tree> left = wanted.fields();
            Map<String, Tree> right = got.fields();
            Set<String> names = new LinkedHashSet<>(left.keySet());
            names.addAll(right.keySet());
            for (String name : names) {
                if (!left.containsKey(name) || !right.containsKey(name)) {
                    differences.add(Difference.of(path + "." + name, orAbsent(left, name), orAbsent(right, name)));
                } else {
                    compare(path + "." + name, left.get(name), right.get(name));
                }
            }
        } else if (wanted.isArray()
                && got.isArray()
                && wanted.items().size() == got.items().size()) {
            for (int i = 0; i < got.items().size(); i++) {
                compare(path + "[" + i + "]", wanted.items().get(i), got.items().get(i));
            }
        } else if (!wanted.sameAs(got)) {
            differences.add(Difference.of(path, wanted, got));
        }
    }

    private static Object orAbsent(Map<String, Tree> fields, String name) {
        return fields.containsKey(name) ? fields.get(name) : "nothing";
    }
}
