package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives each tool call of a request an id that the model accepts and that no other call has. The first call of a fine
 * id keeps it.
 *
 * <p>A new id depends on the old one and on how many calls before had it, and on nothing else, so that a conversation
 * that grows at its end, or loses its beginning, keeps most of its ids.
 */
final class ToolCallIds {

    /** Nine letters and digits: the only form that every known provider accepts. */
    private static final int LENGTH = 9;

    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Enough to meet a narrower form, such as lower case only, by chance. */
    private static final int ATTEMPTS = 1000;

    private final Target target;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final MessageDigest sha256 = sha256();

    ToolCallIds(Target target, List<Message> messages) {
        this.target = target;
        for (Message message : messages) {
            for (Content part : message.content()) {
                if (part instanceof Content.ToolCall call && isFine(call.id(), target)) {
                    taken.add(call.id());
                }
            }
        }
    }

    static boolean isFine(String id, Target target) {
        Pattern form = target.capabilities().toolCallIds();
        return form == null || form.matcher(id).matches();
    }

    /** The id to send for the next call, asked once for each call in order. */
    String next(String original) {
        int before = seen.merge(original, 1, Integer::sum) - 1;
        return before == 0 && taken.contains(original) ? original : derived(original, before);
    }

    private String derived(String original, int before) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String id = hash(attempt + " " + before + " " + original);
            if (isFine(id, target) && taken.add(id)) {
                return id;
            }
        }
        throw target.cannot("take the tool call ids of this conversation");
    }

    private String hash(String seed) {
        long number = ByteBuffer.wrap(sha256.digest(seed.getBytes(StandardCharsets.UTF_8)))
                        .getLong()
                >>> 1;
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(BASE_62.charAt((int) (number % BASE_62.length())));
            number /= BASE_62.length();
        }
        return id.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
