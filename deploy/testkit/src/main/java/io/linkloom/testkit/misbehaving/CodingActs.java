package io.linkloom.testkit.misbehaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Compressed bodies that are bombs, or broken. */
final class CodingActs {
    private static final int BOMB_BYTES = 64 << 20;
    private static final String GZIP = Tame.HTML + "Content-Encoding: gzip\r\n";

    /** 64 MiB of blanks (RFC 7932), made by Google's encoder. */
    private static final byte[] BROTLI_BOMB =
            Base64.getDecoder().decode("z///fwAkQOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf/Aw==");

    private CodingActs() {}

    /** 64 MiB of blanks. */
    private static final class GzipBomb {
        static final byte[] BYTES = gzip(new byte[0], BOMB_BYTES);
    }

    static void gzipBomb(Request request, Wire wire) throws IOException {
        send(GZIP, GzipBomb.BYTES, wire);
    }

    /** A gzip stream may have any number of members (RFC 1952, section 2.2). */
    static void gzipEndless(Request request, Wire wire) throws IOException {
        wire.send(Tame.openHead("Content-Encoding: gzip\r\nConnection: close\r\n"));
        wire.flood(GzipBomb.BYTES);
    }

    static void brotliBomb(Request request, Wire wire) throws IOException {
        send(Tame.HTML + "Content-Encoding: br\r\n", BROTLI_BOMB, wire);
    }

    static void zstdBomb(Request request, Wire wire) throws IOException {
        send(Tame.HTML + "Content-Encoding: zstd\r\n", zstdBlanks(BOMB_BYTES), wire);
    }

    static void doubleBomb(Request request, Wire wire) throws IOException {
        send(Tame.HTML + "Content-Encoding: gzip, gzip\r\n", gzip(GzipBomb.BYTES, 0), wire);
    }

    static void gzipEmpty(Request request, Wire wire) throws IOException {
        send(GZIP, new byte[0], wire);
    }

    static void gzipThatIsNone(Request request, Wire wire) throws IOException {
        Tame.ok(GZIP, Tame.start("plain") + Tame.LINK, wire);
    }

    static void gzipCut(Request request, Wire wire) throws IOException {
        byte[] whole = gzip((Tame.start("cut") + Tame.LINK).getBytes(StandardCharsets.UTF_8), 0);
        send(GZIP, Arrays.copyOf(whole, whole.length - 20), wire);
    }

    static void unknownCoding(Request request, Wire wire) throws IOException {
        Tame.ok(Tame.HTML + "Content-Encoding: x-secret\r\n", Tame.start("secret") + Tame.LINK, wire);
    }

    private static void send(String fields, byte[] body, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", fields, body.length));
        wire.send(body);
    }

    private static byte[] gzip(byte[] start, int blanks) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] block = new byte[64 << 10];
        Arrays.fill(block, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 8 << 10)) {
            gzip.write(start);
            for (int left = blanks; left > 0; left -= block.length) {
                gzip.write(block);
            }
        } catch (IOException e) {
            throw new IllegalStateException("there is no disk or network in it", e);
        }
        return packed.toByteArray();
    }

    /** A frame of blocks that say "a blank, 128 KiB times" (RFC 8878, sections 3.1.1.1 and 3.1.1.2). */
    private static byte[] zstdBlanks(int length) {
        int blockBytes = 128 << 10;
        int blocks = length / blockBytes;
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        // The magic number; no flags; a window of 128 KiB.
        frame.writeBytes(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x00, 0x38});
        for (int i = 1; i <= blocks; i++) {
            int isLast = i == blocks ? 1 : 0;
            int runLength = 1 << 1;
            int header = (blockBytes << 3) | runLength | isLast;
            frame.writeBytes(new byte[] {(byte) header, (byte) (header >> 8), (byte) (header >> 16), ' '});
        }
        return frame.toByteArray();
    }
}
