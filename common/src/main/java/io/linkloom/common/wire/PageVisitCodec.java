package io.linkloom.common.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@link PageVisit} as message {@code PageVisit}, the value of topic visits.
 *
 * <p>Of the order, only what names the page and its way travels back: the shard has the rest.
 */
public final class PageVisitCodec implements Codec<PageVisit> {
    @Override
    public byte[] encode(PageVisit visit) {
        FetchOrder order = visit.order();
        var proto = io.linkloom.common.wire.proto.PageVisit.newBuilder()
                .setFormat(FORMAT)
                .setUrl(order.url().text())
                .setDepth(order.depth())
                .setRedirects(order.redirects())
                .setAttempt(order.attempt())
                .setOrderedAt(order.orderedAtMillis())
                .setFetchedAt(visit.fetchedAtMillis())
                .setOutcomeValue(visit.outcome().code())
                .setDetail(visit.detail())
                .setStatus(visit.status())
                .setIp(visit.ip())
                .setLinksDigest(
                        UnsafeByteOperations.unsafeWrap(visit.linksDigest().toBytes()))
                .setLinksUnchanged(visit.linksUnchanged());
        WebUrl redirectTarget = visit.redirectTarget();
        if (redirectTarget != null) {
            proto.setRedirectTarget(redirectTarget.text());
        }
        putFacts(proto, visit.facts());
        for (Link link : visit.links()) {
            proto.addLinks(LinkCodec.toProto(link));
        }
        if (!visit.host().equals(HostState.UNKNOWN)) {
            proto.setHost(HostStateCodec.toProto(visit.host()));
        }
        List<WebUrl> targets = visit.hints().isEmpty() ? List.of() : targets(visit.links());
        proto.addAllListedModified(PageHintCodec.modified(targets, visit.hints()));
        proto.addAllListedPriority(PageHintCodec.priorities(targets, visit.hints()));
        visit.sitemaps().forEach(sitemap -> proto.addSitemaps(sitemap.text()));
        return proto.build().toByteArray();
    }

    private static void putFacts(io.linkloom.common.wire.proto.PageVisit.Builder proto, PageFacts facts) {
        proto.setContentType(facts.contentType())
                .setBodyBytes(facts.bodyBytes())
                .setBodyCut(facts.bodyCut())
                .setLanguage(facts.language())
                .setTitle(facts.title())
                .setPageRobots(facts.pageRobots())
                .setContentDigest(
                        UnsafeByteOperations.unsafeWrap(facts.contentDigest().toBytes()))
                .setEtag(facts.etag())
                .setLastModified(facts.lastModified())
                .setLinksDropped(facts.linksDropped())
                .setTextProfile(facts.textProfile());
        WebUrl canonical = facts.canonical();
        if (canonical != null) {
            proto.setCanonical(canonical.text());
        }
    }

    @Override
    public PageVisit decode(byte[] bytes) throws UnreadableRecordException {
        var proto = Reading.message(io.linkloom.common.wire.proto.PageVisit.parser(), bytes);
        Reading.checkFormat(proto.getFormat());
        List<Link> links = new ArrayList<>(proto.getLinksCount());
        for (var link : proto.getLinksList()) {
            links.add(LinkCodec.fromProto(link));
        }
        return new PageVisit(
                order(proto),
                proto.getFetchedAt(),
                Reading.known(Outcome.ofCode(proto.getOutcomeValue()), "outcome", proto.getOutcomeValue()),
                proto.getDetail(),
                proto.getStatus(),
                proto.getIp(),
                Reading.urlOrNull(proto.getRedirectTarget()),
                facts(proto),
                Reading.digest(proto.getLinksDigest()),
                proto.getLinksUnchanged(),
                links,
                hints(proto, links),
                proto.hasHost() ? HostStateCodec.fromProto(proto.getHost()) : HostState.UNKNOWN,
                sitemaps(proto));
    }

    private static List<WebUrl> targets(List<Link> links) {
        return links.stream().map(Link::target).toList();
    }

    private static Map<WebUrl, PageHint> hints(io.linkloom.common.wire.proto.PageVisit proto, List<Link> links) {
        boolean any = proto.getListedModifiedCount() + proto.getListedPriorityCount() > 0;
        return any
                ? PageHintCodec.hints(targets(links), proto.getListedModifiedList(), proto.getListedPriorityList())
                : Map.of();
    }

    private static List<WebUrl> sitemaps(io.linkloom.common.wire.proto.PageVisit proto)
            throws UnreadableRecordException {
        List<WebUrl> sitemaps = new ArrayList<>(proto.getSitemapsCount());
        for (String sitemap : proto.getSitemapsList()) {
            sitemaps.add(Reading.url(sitemap));
        }
        return sitemaps;
    }

    private static FetchOrder order(io.linkloom.common.wire.proto.PageVisit proto) throws UnreadableRecordException {
        return new FetchOrder(
                Reading.url(proto.getUrl()),
                proto.getDepth(),
                proto.getRedirects(),
                Math.max(1, proto.getAttempt()),
                proto.getOrderedAt(),
                Validators.NONE,
                HostState.UNKNOWN);
    }

    private static PageFacts facts(io.linkloom.common.wire.proto.PageVisit proto) throws UnreadableRecordException {
        return new PageFacts(
                proto.getContentType(),
                proto.getBodyBytes(),
                proto.getBodyCut(),
                proto.getLanguage(),
                proto.getTitle(),
                Reading.urlOrNull(proto.getCanonical()),
                proto.getPageRobots(),
                Reading.digest(proto.getContentDigest()),
                proto.getEtag(),
                proto.getLastModified(),
                proto.getLinksDropped(),
                proto.getTextProfile());
    }
}
