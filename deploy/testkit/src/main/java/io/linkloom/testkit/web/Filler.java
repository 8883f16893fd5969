package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.Words.Word;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Running text between the links: a fixed stock of paragraphs, chosen by hash and copied. */
final class Filler {

    private static final int STOCK = 64;
    private static final byte[][] UTF_8 = paragraphs(false);
    private static final byte[][] LATIN_1 = paragraphs(true);

    private Filler() {}

    /** Writes paragraphs until {@code out} holds at least {@code length} bytes. */
    static void fillTo(ByteSink out, int length, long hash, boolean isLatin1) {
        byte[][] stock = isLatin1 ? LATIN_1 : UTF_8;
        for (int i = 0; out.length() < length; i++) {
            out.put(stock[below(mix(hash, i), STOCK)]);
        }
    }

    private static byte[][] paragraphs(boolean isLatin1) {
        IntFunction<byte[]> paragraph = number -> paragraph(number, isLatin1);
        return IntStream.range(0, STOCK).mapToObj(paragraph).toArray(byte[][]::new);
    }

    private static byte[] paragraph(int number, boolean isLatin1) {
        ByteSink out = new ByteSink(1024);
        long hash = mix(0xF111, number);
        out.ascii((hash & 3) == 0 ? "<P class=\"text\">" : "<p>");
        int words = 20 + below(mix(hash), 70);
        for (int i = 0; i < words; i++) {
            Word word = Words.TEXT[below(mix(hash, i), Words.TEXT.length)];
            boolean isStressed = (mix(hash, -i) & 31) == 0;
            out.ascii(isStressed ? "<em>" : "");
            out.put(word.in(isLatin1));
            out.ascii(isStressed ? "</em>" : "");
            out.ascii(i % 12 == 11 ? ", &amp; " : " ");
        }
        if ((hash & 12) == 0) {
            out.ascii("see http://ghost-1.test/only-text ");
        }
        out.ascii((hash & 48) == 0 ? "\n" : "</p>\n");
        return Arrays.copyOf(out.array(), out.length());
    }
}
