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
        String keys = first(environment, variables);
        if (keys != null) {
            return keys.split(",");
        }
        throw new IllegalStateException(
                String.join(" or ", List.of(variables)) + " is not set; set it, or call " + provider + ".withKey(key)");
    }

    /** The provider at the address in a variable, if that is set. */
    static HttpProvider at(HttpProvider provider, Map<String, String> environment, String variable) {
        String baseUrl = first(environment, variable);
        return baseUrl == null ? provider : provider.baseUrl(baseUrl);
    }

    /** The first variable that is set, without the white space around it; null when none is. */
    static @Nullable String first(Map<String, String> environment, String... variables) {
        for (String variable : variables) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
