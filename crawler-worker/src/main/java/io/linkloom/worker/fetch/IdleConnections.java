package io.linkloom.worker.fetch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the next turn of their host, at most one an origin.
 *
 * <p>Touched once at the start and once at the end of a turn, for some nanoseconds, so one lock is enough. Where there is no
 * room, the connection that has waited longest goes. Thread-safe.
 */
final class IdleConnections implements AutoCloseable {
    private final int most;
    /** In the order in which they came. */
    private final Map<String, Connection> byOrigin = new LinkedHashMap<>();

    private boolean closed;

    IdleConnections(int most) {
        this.most = most;
    }

    /** The waiting connection to {@code origin} if it is still good, which is the caller's from now on. */
    @Nullable
    Connection take(String origin, long nowNanos) {
        Connection found;
        synchronized (this) {
            found = byOrigin.remove(origin);
        }
        if (found != null && !found.isGoodAt(nowNanos)) {
            found.close();
            return null;
        }
        return found;
    }

    /** Lets a connection wait until its time is over. */
    void put(Connection connection) {
        List<Connection> superfluous = new ArrayList<>(1);
        synchronized (this) {
            Connection other = closed ? connection : byOrigin.put(connection.origin(), connection);
            if (other != null) {
                superfluous.add(other);
            }
            Iterator<Connection> eldest = byOrigin.values().iterator();
            while (byOrigin.size() > most) {
                superfluous.add(eldest.next());
                eldest.remove();
            }
        }
        superfluous.forEach(Connection::close);
    }

    /** Closes those whose time is over. */
    void evict(long nowNanos) {
        List<Connection> old = new ArrayList<>();
        synchronized (this) {
            byOrigin.values().removeIf(connection -> {
                boolean over = !connection.isGoodAt(nowNanos);
                if (over) {
                    old.add(connection);
                }
                return over;
            });
        }
        old.forEach(Connection::close);
    }

    synchronized int size() {
        return byOrigin.size();
    }

    @Override
    public void close() {
        List<Connection> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(byOrigin.values());
            byOrigin.clear();
        }
        all.forEach(Connection::close);
    }
}
