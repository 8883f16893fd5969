package io.linkloom.testkit.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An HTTP client of one connection that hides nothing. */
final class RawHttp implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 20_000;
    private static final long MAX_BODY_NANOS = 1_000_000_000;

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer, its body decoded. */
    static final class Response {

        private final int status;
        private final Map<String, String> fields;
        private final byte[] body;

        Response(int status, Map<String, String> fields, byte[] body) {
            this.status = status;
            this.fields = fields;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        @Nullable
        String field(String name) {
            return fields.get(name);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Response get(String host, String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: gzip\r\n\r\n");
    }

    Response send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return read(!request.startsWith("HEAD"));
    }

    /** Reads one byte; -1 if the other side has closed. */
    int readByte() throws IOException {
        return in.read();
    }

    Response read(boolean hasBody) throws IOException {
        String status = line();
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = hasBody ? body(fields) : new byte[0];
        if ("gzip".equals(fields.get("content-encoding")) && hasBody) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new Response(Integer.parseInt(status.substring(9, 12)), fields, body);
    }

    private byte[] body(Map<String, String> fields) throws IOException {
        String length = fields.get("content-length");
        if (length != null) {
            return in.readNBytes(Integer.parseInt(length));
        }
        if (!"chunked".equals(fields.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        long startNanos = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
            if (System.nanoTime() - startNanos > MAX_BODY_NANOS) {
                throw new SocketTimeoutException("a body that does not end");
            }
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed after " + line.length() + " bytes of a line");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
