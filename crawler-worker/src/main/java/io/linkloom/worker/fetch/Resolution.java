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

    /** There is no such name, or no server that would say. */
    record Unknown(String detail) implements Resolution {}

    /** No answer in time. */
    record Late(String detail) implements Resolution {}
}
