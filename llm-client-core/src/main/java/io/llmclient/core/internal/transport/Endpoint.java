package io.llmclient.core.internal.transport;

import java.net.URI;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** Where requests go, and what all of them say in their headers: read and checked once. Immutable. */
public final class Endpoint {

    private final HttpUrl url;
    private final Headers headers;

    /**
     * @param headers all but the key, the content type too; gzip is dealt with in here
     * @throws IllegalArgumentException for a URL that is not http or https, and as {@link
     *     Transport#checkHeader(String, String)}
     */
    public Endpoint(URI url, Map<String, String> headers) {
        HttpUrl parsed = HttpUrl.parse(url.toString());
        if (parsed == null) {
            throw new IllegalArgumentException("the URL must be http or https, with a host"); // a URL may hold a key
        }
        headers.forEach(HeaderFields::check);
        this.url = parsed;
        this.headers = Headers.of(headers);
    }

    /** The URL, exactly as it is sent. */
    public URI uri() {
        return URI.create(url.toString());
    }

    /** The headers; names in lower case. */
    public Map<String, String> fields() {
        return HeaderFields.of(headers, name -> true);
    }

    HttpUrl url() {
        return url;
    }

    Headers headers() {
        return headers;
    }
}
