package io.llmclient.core.http;

import java.net.URI;
import java.util.Locale;

/** Keys are only shown to servers that the wire proves, or to this machine. */
final class BaseUrl {

    private BaseUrl() {}

    static URI checked(String baseUrl, boolean plainHttp) {
        URI url;
        try {
            url = URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("baseUrl is not a URL: " + baseUrl, e);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("baseUrl must look like https://host/path, not " + baseUrl);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must not hold a user, a query or a fragment; keys go into headers");
        }
        if (scheme.equals("http") && !plainHttp && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    "baseUrl must be https, since the key would cross the network in the clear: " + baseUrl
                            + "; call allowPlainHttp() first if the network is trusted");
        }
        return url;
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
