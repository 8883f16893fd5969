package io.linkloom.worker.sitemap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a document that may be in a gzip file, which is found out by its first bytes.
 *
 * @param whole whether the file was read to its end
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a buffer, never compared.
record GzipFile(byte[] bytes, int length, boolean whole) {
    private static final int FIRST_BYTES = 64 << 10;

    /** The document, of a gzip file at most {@code maxBytes} of what is in it; of a damaged one what is before the damage. */
    static GzipFile of(byte[] bytes, int length, boolean whole, int maxBytes) {
        boolean gzip = length >= 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
        return gzip ? read(new ByteArrayInputStream(bytes, 0, length), maxBytes) : new GzipFile(bytes, length, whole);
    }

    private static GzipFile read(InputStream file, int maxBytes) {
        byte[] bytes = new byte[Math.min(FIRST_BYTES, maxBytes)];
        int length = 0;
        try (InputStream in = new GZIPInputStream(file)) {
            while (true) {
                if (length == bytes.length) {
                    if (length == maxBytes) {
                        return new GzipFile(bytes, length, in.read() < 0);
                    }
                    bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, 2L * length));
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return new GzipFile(bytes, length, true);
                }
                length += read;
            }
        } catch (IOException e) {
            // Cut or damaged; what came before is as good as it would be otherwise.
            return new GzipFile(bytes, length, false);
        }
    }
}
