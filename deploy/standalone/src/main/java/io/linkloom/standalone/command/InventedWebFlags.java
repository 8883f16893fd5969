package io.linkloom.standalone.command;

import io.linkloom.common.config.Flag;
import io.linkloom.worker.app.FetchSettings;
import io.linkloom.worker.app.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings under which an invented web may be crawled: it is on loopback, belongs to nobody, and needs no delay. */
final class InventedWebFlags {

    private InventedWebFlags() {}

    /**
     * The settings as flags.
     *
     * @param hosts the file that says where its hosts are
     * @param more what else is to be set
     */
    static List<Flag> of(Path hosts, Flag... more) {
        List<Flag> flags = new ArrayList<>();
        flags.add(Flag.option("--hosts", FetchSettings.HOSTS_FILE, hosts.toString()));
        flags.add(Flag.option("--allow-address", FetchSettings.ALLOW_ADDRESSES, "127.0.0.0/8"));
        flags.add(Flag.option("--delay", WorkerSettings.DELAY, "0s"));
        flags.addAll(List.of(more));
        return flags;
    }
}
