package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of an answer's rows, from which another answer goes on: behind a link that was shown.
 *
 * <p>Links stored at their target come first, then links within a site; each by target, then by source.
 *
 * @param internal whether the link is within a site
 * @param key the bytes of its {@link InlinkKey}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Position(boolean internal, byte[] key) {
    private static final byte EXTERNAL = 1;
    private static final byte INTERNAL = 2;

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException with one sentence if it is something else
     */
    public static Position parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length > 1 && (bytes[0] == EXTERNAL || bytes[0] == INTERNAL)) {
                Position position = new Position(bytes[0] == INTERNAL, Arrays.copyOfRange(bytes, 1, bytes.length));
                if (InlinkKey.isOne(position.key)) {
                    return position;
                }
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no cursor; it takes what an earlier answer gave as its cursor");
    }

    /** The position as a word that fits into a URL. */
    public String text() {
        byte[] bytes = new byte[key.length + 1];
        bytes[0] = internal ? INTERNAL : EXTERNAL;
        System.arraycopy(key, 0, bytes, 1, key.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The first key behind it. */
    byte[] next() {
        return Arrays.copyOf(key, key.length + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position position && internal == position.internal && Arrays.equals(key, position.key);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Boolean.hashCode(internal);
    }

    @Override
    public String toString() {
        return text();
    }
}
