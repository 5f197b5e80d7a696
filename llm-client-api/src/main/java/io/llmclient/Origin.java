package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * Who produced a part of an assistant message, with the opaque mark that it wants back.
 *
 * <p>Parts with an origin are replayed only to the dialect and model they came from: a signature means nothing
 * elsewhere, and several providers refuse a foreign one. Applications pass it along unread.
 *
 * @param dialect the wire language, such as {@code anthropic.messages}
 * @param model the model id that was asked for
 * @param signature the provider's opaque mark (Anthropic {@code signature}, Gemini {@code thoughtSignature}), or null
 *     if none
 */
public record Origin(String dialect, String model, @Nullable String signature) {

    public Origin {
        Check.notBlank("origin.dialect", dialect);
        Check.notBlank("origin.model", model);
    }

    /** An origin without a signature. */
    public Origin(String dialect, String model) {
        this(dialect, model, null);
    }

    /** Whether a part of this origin may be replayed, opaque mark and all, to the given dialect and model. */
    public boolean matches(String otherDialect, String otherModel) {
        return dialect.equals(otherDialect) && model.equals(otherModel);
    }

    /** Names the origin; the signature is opaque and long, so it is left out. */
    @Override
    public String toString() {
        return dialect + "/" + model + (signature == null ? "" : " (signed)");
    }
}
