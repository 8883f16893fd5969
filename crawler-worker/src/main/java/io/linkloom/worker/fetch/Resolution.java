package io.linkloom.worker.fetch;

import java.net.InetAddress;
import java.util.List;

/** What became of a host name. */
sealed interface Resolution {
    /** The name has addresses; at least one. */
    record Found(List<InetAddress> addresses) implements Resolution {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /** There is no such name, or it has no address. */
    record Unknown(String detail) implements Resolution {}

    /** Nobody said whether there is such a name: no answer in time, or a name server that fails. */
    record Failed(String detail) implements Resolution {}

    /** Nobody was asked, because this worker had no room or stops. */
    record NotAsked(String detail) implements Resolution {}
}
