package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A connection as its act sees it: sends, drips, floods, is silent or breaks, and counts what the client took. */
final class Wire {
    private static final int SILENT_READ_BYTES = 1024;

    private final Socket socket;
    private final OutputStream out;
    private final Host host;
    private final MisbehavingServer server;
    private final Runnable beforeSend;

    /** @param beforeSend hears of everything that is sent just before */
    Wire(Socket socket, Host host, MisbehavingServer server, Runnable beforeSend) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.host = host;
        this.server = server;
        this.beforeSend = beforeSend;
    }

    Host host() {
        return host;
    }

    MisbehavingServer server() {
        return server;
    }

    void send(String latin1) throws IOException {
        send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        beforeSend.run();
        out.write(bytes);
        host.took(bytes.length);
    }

    /** Sends a byte now and then. */
    void drip(String latin1) throws IOException, InterruptedException {
        for (byte each : latin1.getBytes(StandardCharsets.ISO_8859_1)) {
            TimeUnit.NANOSECONDS.sleep(server.dripNanos());
            send(new byte[] {each});
        }
    }

    /** Sends a byte now and then, over and over, until the client has gone. */
    void dripForEver(String latin1) throws IOException, InterruptedException {
        while (true) {
            drip(latin1);
        }
    }

    /** Sends the same over and over, as fast as it is taken, until the client has gone. */
    void flood(String latin1) throws IOException {
        flood(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    void flood(byte[] bytes) throws IOException {
        while (true) {
            send(bytes);
        }
    }

    /** Says nothing until the client has gone. */
    void beSilent() throws IOException {
        byte[] ignored = new byte[SILENT_READ_BYTES];
        while (socket.getInputStream().read(ignored) >= 0) {
            // Whatever it says.
        }
    }

    /** Closes so that the client gets a reset instead of an end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends what the server says, and goes on listening until the client has gone. */
    void closeHalf() throws IOException {
        socket.shutdownOutput();
        beSilent();
    }

    void close() throws IOException {
        socket.close();
    }
}
