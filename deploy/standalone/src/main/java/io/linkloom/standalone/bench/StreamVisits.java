package io.linkloom.standalone.bench;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Fingerprint;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.stream.LinkStream;
import io.linkloom.testkit.stream.StreamLink;
import io.linkloom.testkit.stream.StreamPage;
import java.util.ArrayList;
import java.util.List;

/** The visits of a link stream as they are when they have been read from the topic. */
final class StreamVisits {
    /** 2026-01-01, then a visit every ten milliseconds, and a round every 30 days. */
    private static final long BEGIN_MILLIS = 1_767_225_600_000L;

    private static final long BETWEEN_VISITS_MILLIS = 10;
    private static final long BETWEEN_ROUNDS_MILLIS = 30L * 24 * 3600 * 1000;
    private static final int DEPTH = 3;
    private static final int STATUS = 200;
    private static final long BODY_BYTES = 60_000;

    private final LinkStream stream;

    StreamVisits(LinkStream stream) {
        this.stream = stream;
    }

    int size() {
        return stream.pages();
    }

    /** The URL of a page by its number. */
    WebUrl url(int number) {
        return WebUrl.parse(stream.url(number));
    }

    int sites() {
        return stream.sites();
    }

    /** The front page of a site by its number. */
    WebUrl frontPage(int number) {
        return WebUrl.parse(stream.frontPage(number));
    }

    /** The visits from one number to before another. */
    List<PageVisit> visits(int from, int to, int round) {
        List<PageVisit> visits = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            visits.add(visit(i, round));
        }
        return visits;
    }

    private PageVisit visit(int number, int round) {
        StreamPage page = stream.visit(number, round);
        List<Link> links = new ArrayList<>(page.links().size());
        for (StreamLink link : page.links()) {
            links.add(link(link, links.size()));
        }
        long at = BEGIN_MILLIS + round * BETWEEN_ROUNDS_MILLIS + number * BETWEEN_VISITS_MILLIS;
        WebUrl url = WebUrl.parse(page.url());
        PageFacts facts = new PageFacts(
                "text/html; charset=utf-8",
                BODY_BYTES,
                false,
                "en",
                "",
                null,
                PageRobots.NONE,
                Digest.NONE,
                "\"" + Integer.toHexString(number) + '"',
                "",
                0,
                Fingerprint.of(url));
        FetchOrder order = FetchOrder.first(url, DEPTH, 0, at);
        return new PageVisit(
                order, at, Outcome.FETCHED, "", STATUS, "192.0.2.1", null, facts, LinksDigest.of(links), false, links);
    }

    private static Link link(StreamLink link, int position) {
        Place place = switch (link.part()) {
            case NAVIGATION -> Place.NAV;
            case ARTICLE -> Place.ARTICLE;
            case FOOTER -> Place.FOOTER;
        };
        return new Link(
                WebUrl.parse(link.target()),
                LinkKind.A,
                link.nofollow() ? RelToken.NOFOLLOW.bit() : 0,
                link.anchor(),
                place,
                position,
                "",
                "",
                "",
                1);
    }
}
