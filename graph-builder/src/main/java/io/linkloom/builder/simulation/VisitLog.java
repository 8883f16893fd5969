package io.linkloom.builder.simulation;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits of a small web that keeps changing, drawn from a seed: pages gain, lose and change links, move, redirect, vanish, fail for
 * long and come back, ask robots for this and that and name other pages as canonical; visits come late, twice, or know that nothing has changed since some earlier one.
 */
public final class VisitLog {
    /** Pages of each site; the first has enough for others to link to many of them. */
    private static final int[] PAGES = {14, 2, 2, 2, 2, 2};

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long START_MILLIS = 1000 * HOUR;

    /**
     * What a page says of itself until it changes its mind.
     *
     * @param canonical the page it names, itself or another
     */
    private record Manners(int robots, @Nullable WebUrl canonical) {}

    private final Random random;
    private final List<WebUrl> pages = new ArrayList<>();
    private final Map<WebUrl, List<Link>> links = new HashMap<>();
    private final Map<WebUrl, List<Digest>> digestsSeen = new HashMap<>();
    private final Map<WebUrl, Manners> manners = new HashMap<>();
    private final Set<WebUrl> failing = new HashSet<>();
    private final List<PageVisit> visits = new ArrayList<>();
    private long nowMillis = START_MILLIS;

    private VisitLog(long seed) {
        this.random = new Random(seed);
        for (int site = 0; site < PAGES.length; site++) {
            for (int page = 0; page < PAGES[site]; page++) {
                String host = page % 2 == 0 ? "www.s" + site + ".test" : "s" + site + ".test:8080";
                pages.add(WebUrl.parse("http://" + host + "/p" + page));
            }
        }
    }

    /** A log of {@code size} visits. */
    public static List<PageVisit> of(long seed, int size) {
        VisitLog log = new VisitLog(seed);
        for (int i = 0; i < size; i++) {
            log.visit();
        }
        return log.visits;
    }

    private void visit() {
        if (!visits.isEmpty() && random.nextInt(12) == 0) {
            visits.add(visits.get(random.nextInt(visits.size())));
            return;
        }
        WebUrl page = pages.get(random.nextInt(pages.size()));
        nowMillis += passingMillis();
        long fetchedAt = random.nextInt(5) == 0 ? nowMillis - random.nextLong(20 * HOUR) : nowMillis;
        List<Digest> known = digestsSeen.computeIfAbsent(page, _ -> new ArrayList<>());
        Digest digest = known.isEmpty() || random.nextBoolean() ? Digest.NONE : known.get(random.nextInt(known.size()));
        FetchOrder order = new FetchOrder(
                page, random.nextInt(5), 0, 1, fetchedAt, new Validators("", "", digest), HostState.UNKNOWN);
        visits.add(visit(order, fetchedAt).with(host(fetchedAt), sitemaps()));
    }

    /** Mostly less than an hour; at times longer than pages may fail, once in a while than lost links are kept. */
    private long passingMillis() {
        return random.nextInt(300) == 0 ? 9000 * HOUR : random.nextInt(30) == 0 ? 100 * HOUR : random.nextLong(HOUR);
    }

    /** Often the worker has nothing to tell of the host. */
    private HostState host(long now) {
        return switch (random.nextInt(4)) {
            case 0 -> HostState.UNKNOWN.withCrawlDelay(Duration.ofSeconds(1 + random.nextInt(100)));
            case 1 -> HostState.UNKNOWN.blocked(1 + random.nextInt(3), now - 1000 + random.nextInt(60_000));
            default -> HostState.UNKNOWN;
        };
    }

    private List<WebUrl> sitemaps() {
        return random.nextInt(10) == 0 ? List.of(listed("sitemap"), listed("sitemap")) : List.of();
    }

    private WebUrl listed(String what) {
        return WebUrl.parse("http://www.s" + random.nextInt(PAGES.length) + ".test/" + what + random.nextInt(20));
    }

    private PageVisit visit(FetchOrder order, long fetchedAt) {
        if (fails(order.url())) {
            return failed(order, fetchedAt);
        }
        return switch (random.nextInt(12)) {
            case 0 -> PageVisit.failed(order, fetchedAt, any(Outcome.GONE, Outcome.REDIRECT_LOOP), "not there");
            case 1 -> notModified(order, fetchedAt);
            case 2, 3 -> redirected(order, fetchedAt);
            default -> {
                List<Link> now = changed(links.getOrDefault(order.url(), List.of()));
                links.put(order.url(), now);
                Manners manner = manners(order.url());
                List<Link> shown = manner.canonical == null ? now : named(now, manner.canonical, order.url());
                yield shown(order, fetchedAt, Outcome.FETCHED, 200, null, facts(manner), shown);
            }
        };
    }

    private static PageVisit notModified(FetchOrder order, long fetchedAt) {
        Digest digest = order.validators().linksDigest();
        return new PageVisit(
                order, fetchedAt, Outcome.NOT_MODIFIED, "", 304, "", null, PageFacts.NONE, digest, true, List.of());
    }

    /** Where one visit fails, the next ones may well fail too. */
    private boolean fails(WebUrl page) {
        if (random.nextInt(failing.contains(page) ? 4 : 16) > 0) {
            return failing.contains(page);
        }
        return !failing.remove(page) && failing.add(page);
    }

    private PageVisit redirected(FetchOrder order, long fetchedAt) {
        WebUrl target = anotherThan(order.url());
        List<Link> edge = List.of(Link.of(target, LinkKind.REDIRECT, 0, ""));
        int status = List.of(301, 301, 308, 302, 307).get(random.nextInt(5));
        return shown(order, fetchedAt, Outcome.REDIRECTED, status, target, PageFacts.NONE, edge);
    }

    /** More often than not of the same site. */
    private WebUrl anotherThan(WebUrl page) {
        int own = pages.indexOf(page);
        int site = 0;
        int first = 0;
        while (own >= first + PAGES[site]) {
            first += PAGES[site++];
        }
        if (random.nextInt(3) == 0) {
            return pages.get((own + 1 + random.nextInt(pages.size() - 1)) % pages.size());
        }
        int others = PAGES[site] - 1;
        return pages.get(first + (own - first + 1 + random.nextInt(others)) % PAGES[site]);
    }

    private Manners manners(WebUrl page) {
        if (random.nextInt(4) == 0) {
            int robots = random.nextInt(3) == 0 ? random.nextInt(4) : PageRobots.NONE;
            manners.put(
                    page,
                    new Manners(
                            robots,
                            switch (random.nextInt(6)) {
                                case 0 -> anotherThan(page);
                                case 1 -> page;
                                default -> null;
                            }));
        }
        return manners.getOrDefault(page, new Manners(PageRobots.NONE, null));
    }

    /** As an extractor has it: a link of its own, or one more for that which is there; a page does not link to itself. */
    private static List<Link> named(List<Link> links, WebUrl canonical, WebUrl page) {
        if (canonical.equals(page)) {
            return links;
        }
        List<Link> all = new ArrayList<>(links);
        all.replaceAll(link -> link.target().equals(canonical) ? link.withCount(link.count() + 1) : link);
        if (all.equals(links)) {
            all.add(Link.of(canonical, LinkKind.CANONICAL, 0, ""));
        }
        return all;
    }

    private PageVisit failed(FetchOrder order, long fetchedAt) {
        Outcome outcome = any(
                Outcome.SERVER_ERROR,
                Outcome.TIMEOUT,
                Outcome.TLS_FAILURE,
                Outcome.TOO_LARGE,
                Outcome.ROBOTS_DISALLOWED,
                Outcome.CLIENT_ERROR);
        int status = switch (outcome) {
            case SERVER_ERROR -> random.nextBoolean() ? 500 : 503;
            case CLIENT_ERROR -> random.nextBoolean() ? 403 : 429;
            default -> 0;
        };
        return new PageVisit(
                order, fetchedAt, outcome, "", status, "", null, PageFacts.NONE, Digest.NONE, false, List.of());
    }

    private Outcome any(Outcome... outcomes) {
        return outcomes[random.nextInt(outcomes.length)];
    }

    /** Seldom a page is cut. */
    private PageFacts facts(Manners manner) {
        boolean cut = random.nextInt(6) == 0;
        int dropped = random.nextInt(12) == 0 ? 3 : 0;
        return new PageFacts(
                "text/html", 9, cut, "", "", manner.canonical, manner.robots, Digest.NONE, "\"tag\"", "", dropped);
    }

    private PageVisit shown(
            FetchOrder order,
            long fetchedAt,
            Outcome outcome,
            int status,
            @Nullable WebUrl redirectTarget,
            PageFacts facts,
            List<Link> shown) {
        Digest digest = LinksDigest.of(shown);
        List<Digest> known = digestsSeen.get(order.url());
        if (known != null) {
            known.add(digest);
        }
        boolean unchanged = digest.equals(order.validators().linksDigest());
        return new PageVisit(
                order,
                fetchedAt,
                outcome,
                "",
                status,
                "",
                redirectTarget,
                facts,
                digest,
                unchanged,
                unchanged ? List.of() : shown);
    }

    /** Some links go, some change, some come; often nothing does. */
    private List<Link> changed(List<Link> before) {
        if (random.nextInt(3) == 0) {
            return before;
        }
        Map<WebUrl, Link> now = new HashMap<>();
        for (Link link : before) {
            switch (random.nextInt(5)) {
                case 0 -> {}
                case 1 -> now.put(link.target(), drawn(link.target()));
                default -> now.put(link.target(), link);
            }
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            WebUrl target = pages.get(random.nextInt(pages.size()));
            now.put(target, drawn(target));
        }
        List<Link> shuffled = new ArrayList<>(now.values());
        for (int i = random.nextInt(12); i > 9; i--) {
            shuffled.add(Link.of(listed("listed"), LinkKind.SITEMAP, 0, ""));
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private Link drawn(WebUrl target) {
        LinkKind kind = switch (random.nextInt(8)) {
            case 0 -> LinkKind.IMG;
            case 1 -> LinkKind.ALTERNATE;
            case 2 -> LinkKind.CANONICAL;
            default -> LinkKind.A;
        };
        Place place = random.nextBoolean() ? Place.MAIN : Place.NAV;
        return new Link(
                target,
                kind,
                random.nextInt(4),
                "text " + random.nextInt(3),
                place,
                0,
                "",
                "",
                "",
                1 + random.nextInt(2));
    }
}
