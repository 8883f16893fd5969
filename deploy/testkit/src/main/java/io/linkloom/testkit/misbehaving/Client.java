package io.linkloom.testkit.misbehaving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** One client's connection, run by a thread of its own. */
final class Client implements Runnable {
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int MAX_REQUESTS = 10_000;
    private static final int HANDSHAKE = 0x16;
    private static final int RECORD_HEAD_BYTES = 5;

    private final MisbehavingServer server;
    private final Socket socket;
    private final long deadlineNanos;

    Client(MisbehavingServer server, Socket socket, long deadlineNanos) {
        this.server = server;
        this.socket = socket;
        this.deadlineNanos = deadlineNanos;
    }

    boolean isOverdue(long nanoTime) {
        return nanoTime - deadlineNanos > 0;
    }

    /** Ends the connection, whatever its thread is waiting for. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The client has gone, and so has what there was to close.
        }
    }

    @Override
    public void run() {
        try (socket) {
            int first = socket.getInputStream().read();
            if (first == HANDSHAKE) {
                serveTls();
            } else if (first >= 0) {
                serve(socket, (char) first, false);
            }
        } catch (IOException e) {
            // A client that leaves in the middle is everyday life for a server.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.forget(this);
        }
    }

    /** Reads the first record, in which stands the name that the client wants (RFC 6066, section 3), in clear. */
    private void serveTls() throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        byte[] start = new byte[RECORD_HEAD_BYTES];
        start[0] = HANDSHAKE;
        if (in.readNBytes(start, 1, RECORD_HEAD_BYTES - 1) < RECORD_HEAD_BYTES - 1) {
            return;
        }
        int length = (start[3] & 0xFF) << 8 | (start[4] & 0xFF);
        byte[] hello = in.readNBytes(length);
        Misbehaviour asked = wanted(new String(hello, StandardCharsets.ISO_8859_1));
        Host host = server.host(asked.host());
        host.connected();
        switch (asked) {
            case TLS_SELF_SIGNED, TLS_WRONG_NAME -> {
                byte[] record = new byte[RECORD_HEAD_BYTES + hello.length];
                System.arraycopy(start, 0, record, 0, RECORD_HEAD_BYTES);
                System.arraycopy(hello, 0, record, RECORD_HEAD_BYTES, hello.length);
                serveOver(server.tls(asked), record);
            }
            default -> asked.act().answer(new Request(asked.host(), "/"), new Wire(socket, host, server, () -> {}));
        }
    }

    private static Misbehaviour wanted(String hello) {
        for (Misbehaviour each : Misbehaviour.values()) {
            if (each.isSecure() && hello.contains(each.host())) {
                return each;
            }
        }
        return Misbehaviour.TLS_SELF_SIGNED;
    }

    private void serveOver(SSLSocketFactory factory, byte[] consumed) throws IOException, InterruptedException {
        try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, new ByteArrayInputStream(consumed), true)) {
            tls.startHandshake();
            int first = tls.getInputStream().read();
            if (first >= 0) {
                serve(tls, (char) first, true);
            }
        }
    }

    private void serve(Socket over, char first, boolean isCounted) throws IOException, InterruptedException {
        String head = readHead(over.getInputStream(), String.valueOf(first));
        for (int i = 0; head != null && i < MAX_REQUESTS; i++) {
            Request request = Request.parse(head);
            if (request == null) {
                return;
            }
            Host host = server.host(request.host());
            if (i == 0 && !isCounted) {
                host.connected();
            }
            answer(request, over, host);
            head = over.isClosed() ? null : readHead(over.getInputStream(), "");
        }
    }

    private void answer(Request request, Socket over, Host host) throws IOException, InterruptedException {
        ServedRequests.Entry entry = server.log().add(request, socket.getLocalAddress());
        try {
            server.act(request).answer(request, new Wire(over, host, server, entry::sends));
        } finally {
            entry.answered();
        }
    }

    private static @Nullable String readHead(InputStream in, String start) throws IOException {
        StringBuilder head = new StringBuilder(start);
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MAX_HEAD_BYTES) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
