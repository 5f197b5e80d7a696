package io.llmclient.providers.internal;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the wires ask of the parts of a message. */
public final class Contents {

    private Contents() {}

    /** The texts as one; other parts are passed over. */
    public static String texts(List<Content> parts, String glue) {
        return joined(parts, glue, part -> part instanceof Content.Text text ? text.text() : null);
    }

    /** The texts and refusals as one text; other parts are passed over. */
    public static String words(List<Content> parts, String glue) {
        return joined(
                parts,
                glue,
                part -> part instanceof Content.Refusal refusal
                        ? refusal.text()
                        : part instanceof Content.Text text ? text.text() : null);
    }

    /** The thoughts as one text; other parts are passed over. */
    public static String thoughts(List<Content> parts) {
        return joined(parts, "", part -> part instanceof Content.Thinking thinking ? thinking.text() : null);
    }

    private static String joined(List<Content> parts, String glue, Function<Content, @Nullable String> words) {
        if (parts.size() == 1) {
            String only = words.apply(parts.get(0));
            return only == null ? "" : only;
        }
        return parts.stream().map(words).filter(Objects::nonNull).collect(Collectors.joining(glue));
    }

    public static boolean areTexts(List<Content> parts) {
        for (Content part : parts) {
            if (!(part instanceof Content.Text)) {
                return false;
            }
        }
        return true;
    }

    /** Mostly the list itself. */
    public static List<Content> withoutCachePoints(List<Content> parts) {
        for (Content part : parts) {
            if (part instanceof Content.CachePoint) {
                List<Content> rest = new ArrayList<>(parts);
                rest.removeIf(Content.CachePoint.class::isInstance);
                return rest;
            }
        }
        return parts;
    }

    /** The address of media, which is that of the data itself where they are inline. */
    public static String url(Media media) {
        return media.url() != null ? media.url() : "data:" + media.mimeType() + ";base64," + media.base64();
    }

    /** Writes the fields of an image in the form that OpenAI gave it and others took over. */
    public static void imageUrl(Content.Image image, JsonWriter out) {
        out.text("type", "image_url").object("image_url");
        out.text("url", url(image.media())).text("detail", image.detail());
        out.end();
    }

    /** The mark of a signed part. */
    public static @Nullable String signature(@Nullable Origin origin) {
        return origin == null ? null : origin.signature();
    }
}
