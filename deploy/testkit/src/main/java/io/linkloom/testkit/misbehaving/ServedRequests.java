package io.linkloom.testkit.misbehaving;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The requests that reached the server, up to a bound. For any number of threads. */
final class ServedRequests {
    private static final int BOUND = 200_000;

    private final List<Entry> entries = new ArrayList<>();

    /** A request whose answer's end is still to be noted. */
    static final class Entry {
        private final Request request;
        private final String address;
        private final long arrivedNanos = System.nanoTime();
        private volatile long lastSendNanos = arrivedNanos;
        private volatile long answeredNanos = ServedRequest.UNDER_WAY;

        Entry(Request request, String address) {
            this.request = request;
            this.address = address;
        }

        void sends() {
            lastSendNanos = System.nanoTime();
        }

        void answered() {
            answeredNanos = System.nanoTime();
        }

        ServedRequest done() {
            return new ServedRequest(
                    request.host(), address, request.path(), arrivedNanos, lastSendNanos, answeredNanos);
        }
    }

    Entry add(Request request, InetAddress address) {
        synchronized (entries) {
            Entry entry = new Entry(request, address.getHostAddress());
            if (entries.size() < BOUND) {
                entries.add(entry);
            }
            return entry;
        }
    }

    List<ServedRequest> all() {
        synchronized (entries) {
            return entries.stream().map(Entry::done).toList();
        }
    }
}
