package io.linkloom.testkit.web;

import io.linkloom.testkit.web.RequestHead.Reading;
import io.linkloom.testkit.web.Responder.Manner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One client's connection, run by a thread of its own and closed by another when it is overdue. */
final class Connection implements Runnable {

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final long ENDLESS_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long DRIP_MILLIS = 200;
    private static final byte[] DRIP = Words.bytes("1\r\n \r\n");

    private final InventedWebServer server;
    private final Socket socket;
    private final long patienceNanos;
    private final RequestHead head = new RequestHead();
    private byte[] buffer = new byte[1024];
    private int length;
    private volatile long deadlineNanos;

    Connection(InventedWebServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
        this.patienceNanos = server.patience().toNanos();
        extendDeadline(patienceNanos);
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - deadlineNanos > 0;
    }

    /** Ends the connection, whatever its thread is waiting for. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The client has gone, and so has what there was to close.
        }
    }

    /** Answers requests until one of both sides has had enough. */
    @Override
    public void run() {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            boolean isOpen = true;
            while (isOpen && readHead(in, out)) {
                isOpen = answer(out);
                dropHead();
            }
        } catch (IOException e) {
            // A client that leaves in the middle is everyday life for a server.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.forget(this);
        }
    }

    /** Reads until the buffer holds a whole head; false if there is none to be answered. */
    private boolean readHead(InputStream in, OutputStream out) throws IOException {
        extendDeadline(patienceNanos);
        Reading reading = head.read(buffer, 0, length);
        while (reading == Reading.INCOMPLETE) {
            if (length == MAX_HEAD_BYTES) {
                refuse(out, "431 Request Header Fields Too Large");
                return false;
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, length * 2);
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                return false;
            }
            length += count;
            reading = head.read(buffer, 0, length);
        }
        if (reading == Reading.MALFORMED) {
            refuse(out, "400 Bad Request");
            return false;
        }
        return true;
    }

    /** Moves what came behind the head, the next request, to the front. */
    private void dropHead() {
        System.arraycopy(buffer, head.end(), buffer, 0, length - head.end());
        length -= head.end();
    }

    /** Answers the request whose head was read; false if the connection has served its purpose. */
    private boolean answer(OutputStream out) throws IOException, InterruptedException {
        server.noteRequest(head);
        boolean isLast = !head.isKeptAlive();
        Exchange exchange = server.borrowExchange();
        try {
            Manner manner = exchange.responder.answer(head, isLast, exchange);
            if (manner == Manner.SILENT_CLOSE) {
                return false;
            }
            if (manner == Manner.LATE) {
                long millis = server.spec().features().slowMillis();
                extendDeadline(patienceNanos + TimeUnit.MILLISECONDS.toNanos(millis));
                TimeUnit.MILLISECONDS.sleep(millis);
            }
            server.noteAnswer(head);
            out.write(exchange.answer.array(), 0, exchange.answer.length());
            if (manner == Manner.NEVER_ENDING) {
                drip(out);
            }
            return !isLast;
        } finally {
            server.giveBack(exchange);
        }
    }

    /** Sends a byte now and then until the client leaves, which shows in the write after, or the deadline passes. */
    private void drip(OutputStream out) throws IOException, InterruptedException {
        extendDeadline(ENDLESS_NANOS);
        while (true) {
            TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
            out.write(DRIP);
        }
    }

    private void refuse(OutputStream out, String status) throws IOException {
        Exchange exchange = server.borrowExchange();
        try {
            Responder.refuse(exchange, status);
            out.write(exchange.answer.array(), 0, exchange.answer.length());
        } finally {
            server.giveBack(exchange);
        }
    }

    private void extendDeadline(long nanos) {
        deadlineNanos = System.nanoTime() + nanos;
    }
}
