package io.linkloom.worker.fetch;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Ends one fetch when its time is over by closing its socket under it, whatever it waits for. */
final class Abort implements Runnable, AutoCloseable {
    private @Nullable Socket socket;
    private @Nullable Future<?> timer;
    private boolean fired;
    private boolean closed;

    /** From now on this is the fetch's socket. */
    synchronized void watch(Socket newSocket) {
        socket = newSocket;
        if (fired) {
            closeSocket(newSocket);
        }
    }

    synchronized void scheduled(Future<?> newTimer) {
        timer = newTimer;
    }

    /** Whether the time was over before the fetch. */
    synchronized boolean fired() {
        return fired;
    }

    @Override
    public synchronized void run() {
        if (closed) {
            return;
        }
        fired = true;
        if (socket != null) {
            closeSocket(socket);
        }
    }

    static void closeSocket(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed for the fetch all the same.
        }
    }

    /** The fetch is over: its socket may serve another one. */
    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
