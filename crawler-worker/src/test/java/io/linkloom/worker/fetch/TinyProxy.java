package io.linkloom.worker.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real proxy on loopback, as small as can be: every host is on loopback for it, whatever its name. */
final class TinyProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    /** What it says to everybody instead of doing its work. */
    private final @Nullable String refusal;

    TinyProxy() throws IOException {
        this(null);
    }

    TinyProxy(@Nullable String refusal) throws IOException {
        this.refusal = refusal;
        Thread.ofVirtual().start(this::acceptAll);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The request lines so far. */
    List<String> requests() {
        return requests;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            String[] words = head.substring(0, head.indexOf('\r')).split(" ", -1);
            requests.add(words[0] + " " + words[1]);
            if (refusal != null) {
                write(client, "HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            boolean tunnel = words[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "https://" + words[1] : words[1]);
            try (Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target.getPort())) {
                sockets.add(server);
                if (tunnel) {
                    write(client, "HTTP/1.1 200 Connected\r\n\r\n");
                } else {
                    String rest = head.substring(head.indexOf('\r'));
                    write(server, words[0] + " " + target.getRawPath() + " HTTP/1.1" + rest);
                }
                Thread up = Thread.ofVirtual().start(() -> copy(client, server));
                copy(server, client);
                up.interrupt();
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
