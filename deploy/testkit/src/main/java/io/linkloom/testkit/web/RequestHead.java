package io.linkloom.testkit.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of an HTTP/1.1 request, read in place from a connection's buffer (RFC 9112, sections 3 and 5). Reused from
 * request to request; not for more than one thread at a time.
 */
final class RequestHead {

    /** What a buffer holds. */
    enum Reading {
        INCOMPLETE,
        COMPLETE,
        MALFORMED
    }

    private static final byte[] GET = Words.bytes("GET");
    private static final byte[] HEAD = Words.bytes("HEAD");
    private static final byte[] HTTP_1_1 = Words.bytes("HTTP/1.1");
    private static final byte[] HTTP_1_0 = Words.bytes("HTTP/1.0");
    private static final byte[] HOST = Words.bytes("host");
    private static final byte[] CONNECTION = Words.bytes("connection");
    private static final byte[] CLOSE = Words.bytes("close");
    private static final byte[] ACCEPT_ENCODING = Words.bytes("accept-encoding");
    private static final byte[] GZIP = Words.bytes("gzip");
    private static final byte[] CONTENT_LENGTH = Words.bytes("content-length");
    private static final byte[] IF_NONE_MATCH = Words.bytes("if-none-match");
    private static final byte[] TRANSFER_ENCODING = Words.bytes("transfer-encoding");

    private byte[] buffer = new byte[0];
    private int end;
    private int targetStart;
    private int targetEnd;
    private int hostStart;
    private int hostEnd;
    private boolean isGet;
    private boolean isHead;
    private boolean isKeptAlive;
    private boolean acceptsGzip;
    private boolean hasBody;
    private int matchStart;
    private int matchEnd;

    /** Reads the head that begins at {@code from}, of which the buffer holds the bytes up to {@code to}. */
    Reading read(byte[] bytes, int from, int to) {
        buffer = bytes;
        end = headEnd(bytes, from, to);
        if (end < 0) {
            return Reading.INCOMPLETE;
        }
        hostStart = -1;
        matchStart = -1;
        acceptsGzip = false;
        hasBody = false;
        int lineEnd = lineEnd(from);
        if (!readRequestLine(from, lineEnd)) {
            return Reading.MALFORMED;
        }
        for (int line = lineEnd + 2; line < end - 2; line = lineEnd + 2) {
            lineEnd = lineEnd(line);
            if (!readField(line, lineEnd)) {
                return Reading.MALFORMED;
            }
        }
        return hostStart < 0 ? Reading.MALFORMED : Reading.COMPLETE;
    }

    /** Where the head ends in the buffer. */
    int end() {
        return end;
    }

    byte[] buffer() {
        return buffer;
    }

    int targetStart() {
        return targetStart;
    }

    int targetEnd() {
        return targetEnd;
    }

    /** Where the host name begins, which is in lower case now. */
    int hostStart() {
        return hostStart;
    }

    int hostEnd() {
        return hostEnd;
    }

    String host() {
        return new String(buffer, hostStart, hostEnd - hostStart, StandardCharsets.ISO_8859_1);
    }

    String target() {
        return new String(buffer, targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
    }

    boolean isGet() {
        return isGet;
    }

    boolean isHead() {
        return isHead;
    }

    /** Whether the client lets the connection live on after this request. */
    boolean isKeptAlive() {
        return isKeptAlive && !hasBody;
    }

    boolean acceptsGzip() {
        return acceptsGzip;
    }

    /** Whether the client names entity tags that it has (RFC 9110, section 13.1.2). */
    boolean isConditional() {
        return matchStart >= 0;
    }

    /** Whether the client has what goes by this entity tag, given without quotes (RFC 9110, section 13.1.2). */
    boolean has(String tag) {
        return matchStart >= 0 && holds(Words.bytes(tag), matchStart, matchEnd);
    }

    private boolean readRequestLine(int from, int lineEnd) {
        int methodEnd = indexOf(' ', from, lineEnd);
        int pathEnd = methodEnd < 0 ? -1 : indexOf(' ', methodEnd + 1, lineEnd);
        if (pathEnd <= methodEnd + 1 || buffer[methodEnd + 1] != '/') {
            return false;
        }
        isGet = is(GET, from, methodEnd);
        isHead = is(HEAD, from, methodEnd);
        targetStart = methodEnd + 1;
        targetEnd = pathEnd;
        isKeptAlive = is(HTTP_1_1, pathEnd + 1, lineEnd);
        return isKeptAlive || is(HTTP_1_0, pathEnd + 1, lineEnd);
    }

    private boolean readField(int from, int lineEnd) {
        int colon = indexOf(':', from, lineEnd);
        if (colon <= from) {
            return false;
        }
        int valueStart = colon + 1;
        while (valueStart < lineEnd && buffer[valueStart] <= ' ') {
            valueStart++;
        }
        lowerCase(from, colon);
        switch (colon - from) {
            case 4 -> readHost(from, colon, valueStart, lineEnd);
            case 10 -> isKeptAlive &= !(is(CONNECTION, from, colon) && holds(CLOSE, valueStart, lineEnd));
            case 13 -> readMatch(from, colon, valueStart, lineEnd);
            case 14 -> hasBody |= is(CONTENT_LENGTH, from, colon) && !isZero(valueStart, lineEnd);
            case 15 -> acceptsGzip |= is(ACCEPT_ENCODING, from, colon) && holds(GZIP, valueStart, lineEnd);
            case 17 -> hasBody |= is(TRANSFER_ENCODING, from, colon);
            default -> {}
        }
        return true;
    }

    private void readMatch(int from, int colon, int valueStart, int lineEnd) {
        if (is(IF_NONE_MATCH, from, colon)) {
            matchStart = valueStart;
            matchEnd = lineEnd;
        }
    }

    private void readHost(int from, int colon, int valueStart, int lineEnd) {
        if (is(HOST, from, colon)) {
            lowerCase(valueStart, lineEnd);
            int portColon = indexOf(':', valueStart, lineEnd);
            hostStart = valueStart;
            hostEnd = portColon < 0 ? lineEnd : portColon;
        }
    }

    private boolean isZero(int from, int to) {
        return to - from == 1 && buffer[from] == '0';
    }

    private boolean is(byte[] expected, int from, int to) {
        return Arrays.equals(buffer, from, to, expected, 0, expected.length);
    }

    /** Whether a field's value holds this word, in any case. */
    private boolean holds(byte[] word, int from, int to) {
        for (int start = from; start <= to - word.length; start++) {
            int matched = 0;
            while (matched < word.length && lower(buffer[start + matched]) == word[matched]) {
                matched++;
            }
            if (matched == word.length) {
                return true;
            }
        }
        return false;
    }

    private void lowerCase(int from, int to) {
        for (int i = from; i < to; i++) {
            buffer[i] = lower(buffer[i]);
        }
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
    }

    private int indexOf(int wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private int lineEnd(int from) {
        int at = from;
        while (buffer[at] != '\r' || buffer[at + 1] != '\n') {
            at++;
        }
        return at;
    }

    private static int headEnd(byte[] bytes, int from, int to) {
        for (int i = from + 3; i < to; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }
}
