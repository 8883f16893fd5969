package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.StartException;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.DnsTtl;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.fetch.Network;
import io.linkloom.worker.fetch.Proxy;
import io.linkloom.worker.fetch.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom the worker says it is, and where it may go: what has to be right before the first request. */
final class Admission {
    private static final String PRODUCT = "Linkloom/0.1";
    private static final Pattern CONTACT = Pattern.compile("(https?://|mailto:)[\\x21-\\x7E&&[^()]]{3,200}");

    private Admission() {}

    /**
     * The User-Agent header.
     *
     * @throws StartException if there is no contact though the public web is to be crawled, or it is no URL
     */
    static String userAgent(Config config) {
        Optional<String> contact = config.get(FetchSettings.USER_AGENT_CONTACT);
        if (contact.isPresent()) {
            return PRODUCT + " (+" + checked(contact.get()) + ")";
        }
        if (config.get(FetchSettings.ALLOW_ADDRESSES).isEmpty()) {
            throw new StartException(
                    "a crawl of the public web needs a contact for the owners of its sites: give --user-agent-contact"
                            + " with the URL of a page that says who crawls, or set "
                            + FetchSettings.USER_AGENT_CONTACT.key(),
                    null);
        }
        return PRODUCT;
    }

    private static String checked(String contact) {
        if (!CONTACT.matcher(contact).matches()) {
            throw new StartException(
                    "\"" + contact + "\" is no contact URL; write for example https://you.example/crawler", null);
        }
        return contact;
    }

    /** @throws StartException if a block is none */
    static AddressGuard guard(Config config) {
        List<Cidr> allowed = new ArrayList<>();
        for (String text : config.get(FetchSettings.ALLOW_ADDRESSES)) {
            try {
                allowed.add(Cidr.parse(text));
            } catch (IllegalArgumentException e) {
                throw new StartException(FetchSettings.ALLOW_ADDRESSES.key() + ": " + e.getMessage(), e);
            }
        }
        return new AddressGuard(allowed);
    }

    /**
     * The way to hosts.
     *
     * @throws StartException if any part of it is not as it must be
     */
    static Network network(Config config) {
        DnsTtl dnsTtl = new DnsTtl(config.get(FetchSettings.DNS_TTL), config.get(FetchSettings.DNS_NEGATIVE_TTL));
        Tls tls = config.get(FetchSettings.TLS_VERIFY) ? Tls.platform() : Tls.trustingAnybody();
        return new Network(hosts(config), dnsTtl, guard(config), tls, proxy(config));
    }

    private static @Nullable Proxy proxy(Config config) {
        Optional<String> text = config.get(FetchSettings.PROXY);
        try {
            return text.isEmpty() ? null : Proxy.parse(text.get(), config.get(FetchSettings.PROXY_DNS));
        } catch (IllegalArgumentException e) {
            throw new StartException(FetchSettings.PROXY.key() + ": " + e.getMessage(), e);
        }
    }

    /** What an operator should know who weakened a safeguard; one sentence each. */
    static List<String> warnings(Config config) {
        List<String> warnings = new ArrayList<>();
        if (!config.get(FetchSettings.TLS_VERIFY)) {
            warnings.add("certificates are not verified (" + FetchSettings.TLS_VERIFY.key()
                    + "=false): anybody on the way can pose as any https host, and what is crawled may be forged");
        }
        if (config.get(FetchSettings.PROXY).isPresent() && config.get(FetchSettings.PROXY_DNS) == Proxy.Names.PROXY) {
            warnings.add("names are left to the proxy (" + FetchSettings.PROXY_DNS.key()
                    + "=proxy): it must keep requests out of networks that are not to be crawled");
        }
        return warnings;
    }

    /** @throws StartException if the file cannot be read or has bad lines */
    static HostsFile hosts(Config config) {
        Optional<String> file = config.get(FetchSettings.HOSTS_FILE);
        try {
            return file.isEmpty() ? HostsFile.EMPTY : HostsFile.read(Path.of(file.get()));
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
