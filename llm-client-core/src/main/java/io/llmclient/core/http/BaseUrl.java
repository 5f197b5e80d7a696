package io.llmclient.core.http;

import java.net.URI;
import java.util.Locale;

/** Where a provider is, as its declaration says it. */
final class BaseUrl {

    private BaseUrl() {}

    static URI parse(String baseUrl) {
        URI url;
        try {
            url = URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("baseUrl is not a URL: " + shown(baseUrl)); // the cause shows it
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("baseUrl must look like https://host/path, not " + shown(baseUrl));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must not hold a user, a query or a fragment; keys go into headers");
        }
        return url;
    }

    /** A user or a query may be a key. */
    private static String shown(String baseUrl) {
        return baseUrl.indexOf('@') < 0 && baseUrl.indexOf('?') < 0 ? baseUrl : "***";
    }

    /** Keys and prompts cross the network encrypted, or don't leave this machine. */
    static void requirePrivate(URI url) {
        if ("http".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    "baseUrl must be https, since keys and prompts would cross the network in the clear: " + url
                            + "; call allowPlainHttp() if the network is trusted");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
