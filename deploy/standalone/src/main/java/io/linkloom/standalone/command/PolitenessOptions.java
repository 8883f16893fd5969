package io.linkloom.standalone.command;

import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Setting;
import io.linkloom.worker.app.FetchSettings;
import io.linkloom.worker.app.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options on how hosts are found and treated; each stands for a setting of the worker. */
final class PolitenessOptions {

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            description = "Addresses of hosts, in the usual hosts format, plus *.example.test; overrides DNS.")
    private @Nullable String hosts;

    @Option(
            names = "--allow-address",
            paramLabel = "CIDR",
            description =
                    "Addresses that may be connected to although they are loopback, private or link-local, such as "
                            + "127.0.0.0/8; may be repeated.")
    private final List<String> allowed = new ArrayList<>();

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description = "From the end of a request to the next one to the same host, such as 2s or 500ms.")
    private @Nullable String delay;

    @Option(names = "--connections-per-host", paramLabel = "N", description = "Most at the same time.")
    private @Nullable String connections;

    @Option(
            names = "--user-agent-contact",
            paramLabel = "URL",
            description =
                    "Who to turn to about this crawl; part of the User-Agent. Needed unless --allow-address is given.")
    private @Nullable String contact;

    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        add(flags, "--hosts", FetchSettings.HOSTS_FILE, hosts);
        add(
                flags,
                "--allow-address",
                FetchSettings.ALLOW_ADDRESSES,
                allowed.isEmpty() ? null : String.join(",", allowed));
        add(flags, "--delay", WorkerSettings.DELAY, delay);
        add(flags, "--connections-per-host", WorkerSettings.CONNECTIONS_PER_HOST, connections);
        add(flags, "--user-agent-contact", FetchSettings.USER_AGENT_CONTACT, contact);
        return flags;
    }

    private static void add(List<Flag> flags, String option, Setting<?> setting, @Nullable String value) {
        if (value != null) {
            flags.add(Flag.option(option, setting, value));
        }
    }
}
