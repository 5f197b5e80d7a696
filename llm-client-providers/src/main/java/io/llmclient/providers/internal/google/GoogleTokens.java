package io.llmclient.providers.internal.google;

import com.google.auth.oauth2.GoogleCredentials;
import io.llmclient.core.http.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows an OAuth token that Google's library gets, keeps until shortly before it expires and renews, once for all
 * threads. Safe for use by several threads.
 */
public final class GoogleTokens implements RequestSigner {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** Where credentials come from. */
    @FunctionalInterface
    interface Source {
        GoogleCredentials get() throws IOException;
    }

    private final Source source;
    private final Object lock = new Object();
    private volatile @Nullable GoogleCredentials credentials;

    GoogleTokens(Source source) {
        this.source = source;
    }

    /** Looks for Application Default Credentials when the first token is needed. */
    public static GoogleTokens ofApplicationDefault() {
        return new GoogleTokens(GoogleCredentials::getApplicationDefault);
    }

    /** The token, and the project that pays if the credentials name one. */
    @Override
    public Map<String, String> sign(URI url, Map<String, String> headers, byte[] body, Instant now) {
        try {
            Map<String, List<String>> shown = credentials().getRequestMetadata(url);
            Map<String, String> added = new HashMap<>();
            shown.forEach((name, values) -> added.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return added;
        } catch (IOException e) {
            throw NoToken.because(e);
        }
    }

    private GoogleCredentials credentials() throws IOException {
        GoogleCredentials known = credentials;
        if (known != null) {
            return known;
        }
        synchronized (lock) {
            if (credentials == null) {
                credentials =
                        source.get().createScoped(SCOPE).createWithCustomRetryStrategy(false); // the client retries
            }
            return credentials;
        }
    }
}
