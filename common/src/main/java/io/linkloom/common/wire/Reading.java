package io.linkloom.common.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.linkloom.common.model.Digest;
import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** What every codec does when it reads. */
final class Reading {
    private Reading() {}

    static <M extends Message> M message(Parser<M> parser, byte[] bytes) throws UnreadableRecordException {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException("not a Protobuf message: " + e.getMessage(), e);
        }
    }

    static void checkFormat(int format) throws UnreadableRecordException {
        if (format < 1 || format > Codec.FORMAT) {
            throw new UnreadableRecordException(
                    "format " + format + " is not one that this version reads (1 to " + Codec.FORMAT + ")");
        }
    }

    static WebUrl url(String text) throws UnreadableRecordException {
        try {
            return WebUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("bad URL " + shortened(text) + ": " + e.getMessage(), e);
        }
    }

    static @Nullable WebUrl urlOrNull(String text) throws UnreadableRecordException {
        return text.isEmpty() ? null : url(text);
    }

    static Digest digest(ByteString bytes) throws UnreadableRecordException {
        try {
            return Digest.ofBytes(bytes.toByteArray());
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(e.getMessage() == null ? "bad digest" : e.getMessage(), e);
        }
    }

    /**
     * The model's constant for a number on the wire.
     *
     * @param found what the enum's {@code ofCode} gave
     */
    static <E> E known(@Nullable E found, String what, int code) throws UnreadableRecordException {
        if (found == null) {
            throw new UnreadableRecordException("unknown " + what + " " + code);
        }
        return found;
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
