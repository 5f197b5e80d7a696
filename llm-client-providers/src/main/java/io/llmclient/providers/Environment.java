package io.llmclient.providers;

import io.llmclient.core.http.HttpProvider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How all providers read their environment variables. */
final class Environment {

    private Environment() {}

    /**
     * The keys in the first variable that is set, separated by commas, which no provider's keys have.
     *
     * @throws IllegalStateException naming the variables and the fix
     */
    static String[] keys(Map<String, String> environment, String provider, String... variables) {
        return value(environment, provider + ".withKey(key)", variables).split(",");
    }

    /**
     * What the first variable that is set says.
     *
     * @param way how to do without any
     * @throws IllegalStateException naming the variables and the way around
     */
    static String value(Map<String, String> environment, String way, String... variables) {
        String value = optional(environment, variables);
        if (value != null) {
            return value;
        }
        throw new IllegalStateException(
                String.join(" or ", List.of(variables)) + " is not set; set it, or call " + way);
    }

    /** What the first variable that is set says; null when none is. */
    static @Nullable String optional(Map<String, String> environment, String... variables) {
        for (String variable : variables) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /** The provider at the address in a variable, if that is set. */
    static HttpProvider at(HttpProvider provider, Map<String, String> environment, String variable) {
        String baseUrl = optional(environment, variable);
        return baseUrl == null ? provider : provider.baseUrl(baseUrl);
    }
}
