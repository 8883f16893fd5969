package io.linkloom.testkit.web;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The graph that a faithful crawl of an invented web must find, computed without fetching anything.
 *
 * <p>Everything is crawled that can be reached, except what robots.txt forbids. Redirects are links, and what they lead
 * to is a page of its own. Links from a page to itself, to other schemes and with hrefs that are no URL do not count.
 *
 * <p>Holds eight bytes a page; the links are made as they are streamed. Immutable, for any number of threads.
 */
public final class TrueGraph {

    private static final int UNREACHED = -1;

    private final InventedWeb web;
    private final int[] depths;
    private final int[] order;
    private final long linkCount;

    private TrueGraph(InventedWeb web, int[] depths, int[] order, long linkCount) {
        this.web = web;
        this.depths = depths;
        this.order = order;
        this.linkCount = linkCount;
    }

    /** The graph that a crawl from the web's own seeds must find. */
    public static TrueGraph of(InventedWebSpec spec) {
        return of(spec, spec.seeds());
    }

    /**
     * The graph that a crawl from these seeds must find.
     *
     * @param seeds URLs of the invented web in their normal form
     * @throws IllegalArgumentException if a seed is not a page of this web
     */
    public static TrueGraph of(InventedWebSpec spec, Collection<String> seeds) {
        InventedWeb web = InventedWeb.of(spec);
        return new Search(web).from(seeds);
    }

    /** The number of pages that are reached, whatever comes of them. */
    public int pageCount() {
        return order.length;
    }

    /** The number of links, as {@link #links()} streams them. */
    public long linkCount() {
        return linkCount;
    }

    /** All pages that are reached, in breadth-first order. */
    public Stream<TruePage> pages() {
        return IntStream.of(order).mapToObj(this::page);
    }

    /** All links, source by source in breadth-first order, made as they are asked for. */
    public Stream<TrueLink> links() {
        LinkReader reader = new LinkReader(web);
        return IntStream.of(order).mapToObj(reader::links).flatMap(List::stream);
    }

    /** What becomes of the page with this URL; empty if a crawl does not reach it. */
    public Optional<TruePage> page(String url) {
        return reached(url).map(this::page);
    }

    /** The links of the page with this URL; none if a crawl does not reach it or cannot read it. */
    public List<TrueLink> linksOf(String url) {
        return reached(url).map(new LinkReader(web)::links).orElse(List.of());
    }

    /** The number of pages by outcome. */
    public Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        for (int number : order) {
            counts.merge(web.outcome(number), 1L, Long::sum);
        }
        return Collections.unmodifiableMap(counts);
    }

    private Optional<Integer> reached(String url) {
        long id = web.find(url);
        if (id < 0) {
            return Optional.empty();
        }
        int number = web.sites().offset(PageId.site(id)) + PageId.page(id);
        return depths[number] == UNREACHED ? Optional.empty() : Optional.of(number);
    }

    private TruePage page(int number) {
        int site = web.sites().siteOf(number);
        int page = number - web.sites().offset(site);
        String outcome = web.outcome(number);
        PageKind kind = web.pages().kind(site, page);
        int status = kind.isRedirect() ? web.pages().redirectStatus(site, page) : kind.status;
        boolean isAnswered = outcome.equals(kind.outcome);
        return new TruePage(web.url(site, page), outcome, isAnswered ? status : 0, depths[number]);
    }

    /** Breadth-first search in which a redirect's target is as deep as the redirect. */
    private static final class Search {

        private final InventedWeb web;
        private final SiteTable sites;
        private final int[] depths;
        private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
        private final LinkPlan plan = new LinkPlan();
        private long linkCount;

        Search(InventedWeb web) {
            this.web = web;
            this.sites = web.sites();
            this.depths = new int[sites.totalPages()];
            Arrays.fill(depths, UNREACHED);
        }

        TrueGraph from(Collection<String> seeds) {
            for (String seed : seeds) {
                long id = web.find(seed);
                if (id < 0) {
                    throw new IllegalArgumentException("not a page of this web: " + seed);
                }
                reach(id, 0, false);
            }
            int[] order = new int[64];
            int count = 0;
            boolean[] isDone = new boolean[depths.length];
            while (!waiting.isEmpty()) {
                int number = waiting.removeFirst();
                if (!isDone[number]) {
                    isDone[number] = true;
                    order = count == order.length ? Arrays.copyOf(order, count * 2) : order;
                    order[count++] = number;
                    expand(number);
                }
            }
            return new TrueGraph(web, depths, Arrays.copyOf(order, count), linkCount);
        }

        private void expand(int number) {
            int site = sites.siteOf(number);
            int page = number - sites.offset(site);
            String outcome = web.outcome(number);
            if (outcome.equals("redirected")) {
                linkCount++;
                reach(web.pages().redirectTarget(site, page), depths[number], true);
            } else if (outcome.equals("fetched")) {
                web.links().plan(site, page, plan);
                linkCount += plan.distinctSize();
                for (int i = 0; i < plan.size(); i++) {
                    reach(plan.target(i), depths[number] + 1, false);
                }
            }
        }

        private void reach(long id, int depth, boolean isNext) {
            int number = sites.offset(PageId.site(id)) + PageId.page(id);
            if (depths[number] != UNREACHED && depths[number] <= depth) {
                return;
            }
            depths[number] = depth;
            if (isNext) {
                waiting.addFirst(number);
            } else {
                waiting.addLast(number);
            }
        }
    }
}
