package io.linkloom.testkit.web;

import java.nio.charset.StandardCharsets;

/** The vocabulary of the invented web, each word ready to be copied in the encodings it is needed in. */
final class Words {

    /** Names of sites: letters only, so that the number behind them can be read back. */
    static final byte[][] SITES = ascii("""
            harbor lantern orchard quarry meadow saddle copper willow anchor barley cinder drift ember fjord gable \
            heron islet juniper kestrel linden marble nettle otter pebble quill raven sorrel timber umber valley \
            walnut yarrow zephyr basil cobalt dapple""");

    /**
     * Names of directories in the normal form of URLs. The trickier ones hold reserved characters, which stay as they
     * are written, escaped or not; an escaped slash or percent sign; and UTF-8.
     */
    static final byte[][] DIRECTORIES = ascii("""
            guides news archive people places recipes weather maps library notes tools events music gardens rivers \
            boats trains letters reviews projects caf%C3%A9 stra%C3%9Fe %E6%97%A5%E6%9C%AC ~anna two%20words a%2Fb \
            c++ x;y=z (draft) p,q @home rock!n!roll full%25 k:v a&b mix%26match""");

    /** Names of pages in the normal form of URLs. */
    static final byte[][] LEAVES = ascii("""
            silver golden quiet early distant hidden narrow broken winter summer evening morning stone water paper \
            letter garden window bridge market stra%C3%9Fe caf%C3%A9 %CE%B1%CE%B2%CE%B3 ~draft two%20words q&a""");

    /** Words of anchors, titles and running text: plain ones, Latin-1, other scripts, and one beyond 16 bits. */
    static final Word[] TEXT = words("""
            harbor light garden bread river stone paper winter summer market bridge letter window evening copper \
            forest island valley music history recipe travel report guide weather station library museum kitchen \
            workshop notes archive index start more about contact news events people places projects reviews maps \
            quiet early golden narrow distant hidden café Straße naïve Ångström señor œuvre λόγος Москва 日本 \u05e9\u05dc\u05d5\u05dd \
            \uD83D\uDE80 crème Łódź""");

    private Words() {}

    /** A word as text and as the bytes of HTML in either charset; what Latin-1 lacks is a character reference. */
    static final class Word {

        private final String text;
        private final byte[] utf8;
        private final byte[] latin1;

        Word(String text) {
            StringBuilder html = new StringBuilder();
            text.codePoints().forEach(c -> {
                if (c <= 0xFF) {
                    html.appendCodePoint(c);
                } else {
                    html.append("&#").append(c).append(';');
                }
            });
            this.text = text;
            this.utf8 = text.getBytes(StandardCharsets.UTF_8);
            this.latin1 = html.toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return text;
        }

        byte[] in(boolean isLatin1) {
            return isLatin1 ? latin1 : utf8;
        }
    }

    static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[][] ascii(String list) {
        String[] names = list.strip().split("\\s+", -1);
        byte[][] all = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            all[i] = bytes(names[i]);
        }
        return all;
    }

    private static Word[] words(String list) {
        String[] texts = list.strip().split("\\s+", -1);
        Word[] all = new Word[texts.length];
        for (int i = 0; i < texts.length; i++) {
            all[i] = new Word(texts[i]);
        }
        return all;
    }
}
