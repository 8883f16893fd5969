package io.linkloom.standalone.frontier;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.frontier.EndlessSites;
import io.linkloom.testkit.frontier.ManyHosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a request to the web that is made up takes and gives, in the crawler's words. */
final class SimulatedWeb {
    private static final int STATUS = 200;
    private static final long BODY_BYTES = 60_000;
    private static final Duration QUICK = Duration.ofMillis(100);

    private final ManyHosts hosts;
    private final EndlessSites endless;

    SimulatedWeb(ManyHosts hosts, EndlessSites endless) {
        this.hosts = hosts;
        this.endless = endless;
    }

    ManyHosts hosts() {
        return hosts;
    }

    EndlessSites endless() {
        return endless;
    }

    /** Who answers under a name. */
    enum Owner {
        ORDINARY,
        TRAP,
        FARM
    }

    Owner ownerOf(String host) {
        return hosts.number(host) >= 0 ? Owner.ORDINARY : EndlessSites.isTrap(host) ? Owner.TRAP : Owner.FARM;
    }

    /** The number of an address. Those who make hosts without end have an address for each. */
    int addressOf(String host) {
        int number = hosts.number(host);
        return number >= 0 ? hosts.address(number) : Integer.MIN_VALUE | (host.hashCode() & Integer.MAX_VALUE);
    }

    Duration delayOf(String host) {
        int number = hosts.number(host);
        return number >= 0 ? hosts.delay(number) : Duration.ZERO;
    }

    boolean isDead(String host) {
        int number = hosts.number(host);
        return number >= 0 && hosts.isDead(number);
    }

    Duration response(String host, int request) {
        int number = hosts.number(host);
        return number >= 0 ? hosts.response(number, request) : QUICK;
    }

    /** A visit that gave the page. */
    PageVisit fetched(FetchOrder order, long nowMillis) {
        List<Link> links = links(order.url());
        PageFacts facts =
                new PageFacts("text/html", BODY_BYTES, false, "en", "", null, PageRobots.NONE, Digest.NONE, "", "", 0);
        return new PageVisit(
                order,
                nowMillis,
                Outcome.FETCHED,
                "",
                STATUS,
                "192.0.2.1",
                null,
                facts,
                LinksDigest.of(links),
                false,
                links);
    }

    /** A visit that gave nothing, and how it came to that. */
    PageVisit failed(FetchOrder order, long nowMillis) {
        int number = hosts.number(order.url().host());
        boolean silent = number >= 0 && hosts.kind(number) == ManyHosts.Kind.SILENT;
        return PageVisit.failed(
                order, nowMillis, silent ? Outcome.TIMEOUT : Outcome.CONNECT_FAILURE, silent ? "no answer" : "refused");
    }

    private List<Link> links(WebUrl url) {
        int host = hosts.number(url.host());
        List<String> targets =
                host >= 0 ? ordinaryLinks(url.host(), host, url.path()) : endless.links(url.host(), url.path());
        List<Link> links = new ArrayList<>(targets.size());
        for (String target : targets) {
            links.add(Link.of(WebUrl.parse(target), LinkKind.A, 0, "more"));
        }
        return links;
    }

    private List<String> ordinaryLinks(String name, int host, String path) {
        int page = ManyHosts.page(path);
        List<String> targets = new ArrayList<>();
        for (int child : hosts.children(host, page)) {
            targets.add("http://" + name + ManyHosts.path(child));
        }
        int other = hosts.linkedHost(host, page);
        if (other >= 0) {
            targets.add("http://" + hosts.name(other) + "/");
        }
        return targets;
    }
}
