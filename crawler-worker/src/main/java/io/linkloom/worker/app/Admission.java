package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.StartException;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.HostsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
