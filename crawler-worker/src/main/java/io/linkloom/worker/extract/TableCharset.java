package io.linkloom.worker.extract;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The single-byte encodings of the Encoding standard that Java lacks or has otherwise: a table for the bytes from 80 on,
 * ASCII below. They are known here only, not to {@link Charset#forName}, and cannot encode.
 */
final class TableCharset extends Charset {
    /** Tables begin at A0; below are the C1 controls. */
    private static final String ISO_8859_10 = "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋ"
            + "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";

    private static final String ISO_8859_14 = "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
            + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    private final char[] upper;

    private TableCharset(String name, char[] upper) {
        super(name, null);
        this.upper = upper;
    }

    /** The encoding of this kind with a name, null if there is none. */
    static @Nullable Charset named(String name) {
        return switch (name) {
            case "ISO-8859-10" -> new TableCharset(name, withControls(ISO_8859_10));
            case "ISO-8859-14" -> new TableCharset(name, withControls(ISO_8859_14));
            case "KOI8-U" -> new TableCharset(name, belarusian());
            case "x-user-defined" -> new TableCharset(name, privateUse());
            default -> null;
        };
    }

    private static char[] withControls(String fromA0) {
        char[] upper = new char[128];
        for (int i = 0; i < 128; i++) {
            upper[i] = i < 32 ? (char) (0x80 + i) : fromA0.charAt(i - 32);
        }
        return upper;
    }

    /** Java's KOI8-U has box-drawing characters where the standard has the Belarusian short u. */
    private static char[] belarusian() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < 128; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        char[] upper = new String(bytes, Charset.forName("KOI8-U")).toCharArray();
        upper[0xAE - 0x80] = 'ў';
        upper[0xBE - 0x80] = 'Ў';
        return upper;
    }

    private static char[] privateUse() {
        char[] upper = new char[128];
        for (int i = 0; i < 128; i++) {
            upper[i] = (char) (0xF780 + i);
        }
        return upper;
    }

    @Override
    public boolean contains(Charset other) {
        return other.equals(this) || other.equals(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException(name() + " is only read");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    int value = in.get();
                    out.put(value >= 0 ? (char) value : upper[value + 128]);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }
}
