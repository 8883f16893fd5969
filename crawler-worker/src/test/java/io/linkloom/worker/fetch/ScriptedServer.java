package io.linkloom.worker.fetch;

import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server on loopback that does to each request what a test tells it to, down to single bytes. */
public final class ScriptedServer implements AutoCloseable {

    /** What to do with one request. Closing the socket ends the connection; otherwise the next request is read. */
    @FunctionalInterface
    public interface Script {
        void answer(String requestHead, Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    public ScriptedServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), "http", script);
    }

    public ScriptedServer(ServerSocketFactory factory, String scheme, Script script) throws IOException {
        this.listener = factory.createServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        this.scheme = scheme;
        this.script = script;
        Thread.ofVirtual().start(this::acceptAll);
    }

    /** Answers every request with the same bytes. */
    public static ScriptedServer saying(String response) throws IOException {
        return new ScriptedServer((_, socket) -> send(socket, response));
    }

    public static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole response with a Content-Length. */
    public static String ok(String contentType, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** A URL of this server on a host that resolves to it. */
    public WebUrl url(String pathAndQuery) {
        return url("127.0.0.1", pathAndQuery);
    }

    public WebUrl url(String host, String pathAndQuery) {
        return WebUrl.parse(scheme + "://" + host + ":" + listener.getLocalPort() + pathAndQuery);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests so far. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (!socket.isClosed()) {
                String head = readHead(socket.getInputStream());
                if (head == null) {
                    return;
                }
                requests.add(head);
                script.answer(head, socket);
            }
        } catch (Exception e) {
            // The client went away, or the test is over.
        }
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
