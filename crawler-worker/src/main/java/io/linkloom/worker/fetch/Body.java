package io.linkloom.worker.fetch;

/**
 * The body of a response after decompression. The bytes are the fetcher's buffer: they are good until its next fetch.
 *
 * @param length how many of the bytes are the body
 * @param cut whether there was more, which was not read
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a buffer, never compared.
public record Body(byte[] bytes, int length, boolean cut) {
    /** Without bytes. */
    public static final Body EMPTY = new Body(new byte[0], 0, false);
}
