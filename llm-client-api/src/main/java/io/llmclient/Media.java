package io.llmclient;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the bytes of an image, a document or a sound are: inline, behind a URL, or in a provider's file store. */
public final class Media {

    private final @Nullable String mimeType;
    private final byte @Nullable [] bytes;
    private final @Nullable String url;
    private final @Nullable String fileId;

    private Media(@Nullable String mimeType, byte @Nullable [] bytes, @Nullable String url, @Nullable String fileId) {
        this.mimeType = mimeType == null ? null : normalise(mimeType);
        this.bytes = bytes;
        this.url = url;
        this.fileId = fileId;
    }

    /**
     * Bytes sent inside the request. The array is copied.
     *
     * @param mimeType such as {@code image/png}, {@code application/pdf} or {@code audio/wav}
     */
    public static Media bytes(String mimeType, byte[] bytes) {
        Check.that(bytes.length > 0, bytes, "media bytes must not be empty");
        return new Media(mimeType, bytes.clone(), null, null);
    }

    /** As {@link #bytes(String, byte[])}, from standard Base64 text. */
    public static Media base64(String mimeType, String base64) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(base64);
            return new Media(mimeType, Check.that(decoded.length > 0, decoded, "media must not be empty"), null, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("media is not Base64 text: " + e.getMessage(), e);
        }
    }

    /** A URL that the provider fetches itself: {@code https:}, or a scheme of its own such as {@code gs:}. */
    public static Media url(String url) {
        return url(url, null);
    }

    /** As {@link #url(String)}, with the MIME type that Gemini asks for. */
    public static Media url(String url, @Nullable String mimeType) {
        if (url.regionMatches(true, 0, "data:", 0, 5)) {
            throw new IllegalArgumentException("media.url is a data: URL; use Media.base64(mimeType, data) instead");
        }
        Check.that(URI.create(url).isAbsolute(), url, "media.url must be absolute, such as https://…, not " + url);
        return new Media(mimeType, null, url, null);
    }

    /** A file uploaded to one provider before. No other provider can read it. */
    public static Media fileId(String fileId) {
        return fileId(fileId, null);
    }

    /** As {@link #fileId(String)}, with its MIME type. */
    public static Media fileId(String fileId, @Nullable String mimeType) {
        return new Media(mimeType, null, null, Check.notBlank("media.fileId", fileId));
    }

    private static String normalise(String mimeType) {
        String lower = Check.notBlank("media.mimeType", mimeType).trim().toLowerCase(Locale.ROOT);
        Check.that(lower.indexOf('/') > 0, lower, "media.mimeType must look like image/png, not " + mimeType);
        return lower.equals("image/jpg") ? "image/jpeg" : lower;
    }

    /** The MIME type in lower case; null only for a URL or file id that was given without one. */
    public @Nullable String mimeType() {
        return mimeType;
    }

    /** A copy of the inline bytes, or null for a URL or file id. */
    public byte @Nullable [] bytes() {
        return bytes == null ? null : bytes.clone();
    }

    /** The inline bytes as standard Base64 text, or null for a URL or file id. */
    public @Nullable String base64() {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** The URL, or null. */
    public @Nullable String url() {
        return url;
    }

    /** The provider's id of an uploaded file, or null. */
    public @Nullable String fileId() {
        return fileId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Media that
                && Objects.equals(mimeType, that.mimeType)
                && Arrays.equals(bytes, that.bytes)
                && Objects.equals(url, that.url)
                && Objects.equals(fileId, that.fileId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mimeType, Arrays.hashCode(bytes), url, fileId);
    }

    /** Says what it is and how large, never what is in it. */
    @Override
    public String toString() {
        String type = mimeType == null ? "media" : mimeType;
        return bytes != null ? type + ", " + bytes.length + " bytes" : type + (url != null ? " by URL" : " by file id");
    }
}
