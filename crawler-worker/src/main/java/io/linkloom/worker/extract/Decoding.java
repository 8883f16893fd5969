package io.linkloom.worker.extract;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Set;

/**
 * Bytes to text, where a fault costs a character and never markup.
 *
 * <p>Java's decoders for some encodings take a byte that begins a character together with whatever follows it, be it the
 * quote or the bracket that ends a link. The Encoding standard gives an ASCII byte in such a place back, and so does this.
 */
final class Decoding {
    private static final Set<String> OF_SEVERAL_BYTES =
            Set.of("GB18030", "Big5-HKSCS", "EUC-JP", "ISO-2022-JP", "windows-31j", "x-windows-949");

    private static final char REPLACEMENT = '\uFFFD';

    private Decoding() {}

    static String decode(byte[] bytes, int from, int to, Charset charset) {
        return OF_SEVERAL_BYTES.contains(charset.name())
                ? decodeKeepingAscii(bytes, from, to, charset.newDecoder())
                : new String(bytes, from, to - from, charset);
    }

    private static String decodeKeepingAscii(byte[] bytes, int from, int to, CharsetDecoder decoder) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        // No character of these encodings becomes more than two chars for its two bytes; a fault becomes one.
        CharBuffer out = CharBuffer.allocate(2 * (to - from) + 2);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            out.put(REPLACEMENT);
            in.position(in.position() + faultLength(in, result.length()));
        }
        decoder.flush(out);
        return out.flip().toString();
    }

    /** How much of a fault to leave out: its first byte, and those behind it up to the first in ASCII. */
    private static int faultLength(ByteBuffer in, int length) {
        int taken = 1;
        while (taken < length && in.get(in.position() + taken) < 0) {
            taken++;
        }
        return taken;
    }
}
