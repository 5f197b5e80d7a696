package io.llmclient.testkit;

import java.util.Set;

/** Puts a field that no client knows into every object of a JSON text, as services do on any day. */
final class UnknownFields {

    private static final String FIELD = "\"x_new_field\":{\"list\":[1,null,{\"deep\":\"}\"}],\"flag\":true}";

    /** Objects that belong to the caller and not to the protocol: a tool call's arguments. */
    private static final Set<String> FOREIGN = Set.of("\"args\":", "\"arguments\":", "\"input\":");

    private UnknownFields() {}

    static String into(String json) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        boolean inString = false;
        int foreign = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            out.append(c);
            if (inString) {
                if (c == '\\') {
                    out.append(json.charAt(++i));
                }
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '}' && foreign > 0) {
                foreign--;
            } else if (c == '{' && (foreign > 0 || isForeign(out))) {
                foreign++;
            } else if (c == '{') {
                out.append(FIELD).append(json.startsWith("}", i + 1) ? "" : ",");
            }
        }
        return out.toString();
    }

    private static boolean isForeign(StringBuilder untilBrace) {
        int brace = untilBrace.length() - 1;
        return FOREIGN.stream()
                .anyMatch(name -> brace >= name.length()
                        && untilBrace.substring(brace - name.length(), brace).equals(name));
    }
}
