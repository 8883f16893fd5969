package io.linkloom.testkit.web;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The buffers that one answer is made in. Reused from answer to answer; not for more than one thread at a time. */
final class Exchange {

    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int MAX_KEPT_BYTES = 1 << 20;

    final ByteSink answer = new ByteSink(64 * 1024);
    final ByteSink body = new ByteSink(64 * 1024);
    final ByteSink url = new ByteSink(256);
    final ByteSink baseUrl = new ByteSink(256);
    final ByteSink scratch = new ByteSink(256);
    final HtmlPage html;
    final Responder responder;
    private final int epoch;

    private final ByteSink compressed = new ByteSink(32 * 1024);
    private final byte[] block = new byte[8 * 1024];
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();

    Exchange(InventedWeb web) {
        this.epoch = web.spec().epoch();
        this.html = new HtmlPage(web);
        this.responder = new Responder(web);
    }

    /** The epoch of the web that it is for. */
    int epoch() {
        return epoch;
    }

    /** Whether the buffers are small enough to be kept for another answer. */
    boolean isWorthKeeping() {
        return answer.capacity() + body.capacity() + compressed.capacity() <= MAX_KEPT_BYTES;
    }

    /** The body in gzip format (RFC 1952). */
    ByteSink gzip() {
        compressed.clear();
        compressed.put(GZIP_HEADER);
        deflater.reset();
        deflater.setInput(body.array(), 0, body.length());
        deflater.finish();
        while (!deflater.finished()) {
            int count = deflater.deflate(block);
            compressed.put(block, 0, count);
        }
        crc.reset();
        crc.update(body.array(), 0, body.length());
        putLittleEndian((int) crc.getValue());
        putLittleEndian(body.length());
        return compressed;
    }

    void release() {
        deflater.end();
    }

    private void putLittleEndian(int number) {
        for (int shift = 0; shift < 32; shift += 8) {
            compressed.put(number >>> shift);
        }
    }
}
