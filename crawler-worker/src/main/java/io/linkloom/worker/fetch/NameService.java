package io.linkloom.worker.fetch;

/** Who is asked for the addresses of a name. */
@FunctionalInterface
interface NameService {
    /**
     * Asks, however long that takes; any thread.
     *
     * @param hostName neither an address nor in the hosts file
     */
    Resolution ask(String hostName);
}
