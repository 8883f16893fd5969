package io.linkloom.builder.schedule;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.PageState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was counted at hosts that are not in memory though pages wait at them, since their sites have used what they may: of the
 * last ones, so that a page that comes back at one of them does not cost a walk through all that waits there, which may be a
 * million pages of a trap. Kept up to date as pages come and go. Not thread-safe.
 */
final class RestingHosts {
    static final int MOST = 10_000;

    /** The one that was asked for longest ago first. */
    private final Map<HostKey, WaitingHost> last = new LinkedHashMap<>();

    /** Keeps what is counted at a host that goes out of memory, or does not come into it. */
    void put(WaitingHost host) {
        last.remove(host.key());
        if (host.waiting() == 0 || !host.isCounted()) {
            return;
        }
        last.put(host.key(), host);
        if (last.size() > MOST) {
            Iterator<HostKey> first = last.keySet().iterator();
            first.next();
            first.remove();
        }
    }

    /** Gives a host that comes into memory what was counted; false if that is not known. */
    boolean resume(WaitingHost host) {
        WaitingHost counted = last.remove(host.key());
        if (counted == null) {
            return false;
        }
        host.countedAs(counted);
        return true;
    }

    /** A page is in the queue now. */
    void queued(HostKey key, byte[] at, PageState.Queued state) {
        WaitingHost host = last.get(key);
        if (host != null) {
            boolean _ = host.queued(at, state.isAgain());
        }
    }

    /** A page is in the queue no more. */
    void unqueued(HostKey key, PageState.Queued state) {
        WaitingHost host = last.get(key);
        if (host != null) {
            host.unqueued(state.isAgain());
            if (host.waiting() == 0) {
                last.remove(key);
            }
        }
    }
}
