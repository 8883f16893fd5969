package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All links of an index as their sources tell of them, and answers worked out by looking at each. */
final class LinksOnPaper {
    private record Link(WebUrl source, WebUrl target, InlinkRow row) {}

    private final Sites sites = new Sites();
    private final List<Link> links = new ArrayList<>();

    LinksOnPaper(Collection<Shard> shards) {
        for (Shard shard : shards) {
            try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
                while (rows.next()) {
                    WebUrl source = rows.key().url();
                    OutlinksRow row = rows.row();
                    Stream.concat(row.live().stream(), row.lost().stream()).forEach(link -> add(source, link));
                }
            }
        }
        links.sort(Comparator.comparing(this::isWithinSite)
                .thenComparing(link -> PageKey.of(link.target))
                .thenComparing(link -> PageKey.of(link.source)));
    }

    private void add(WebUrl source, OutLink link) {
        links.add(new Link(source, link.target().url(), InlinkRow.of(link)));
    }

    private boolean isWithinSite(Link link) {
        return sites.siteOf(link.source).equals(sites.siteOf(link.target));
    }

    /** How many links are in a state. */
    long count(LinkState state) {
        return links.stream().filter(link -> state.takes(link.row.lostReason())).count();
    }

    /** All rows of the answer, in its order. */
    List<Backlink> backlinks(BacklinksQuestion question) {
        Map<WebUrl, WebUrl> aliases = aliases(question);
        String site = question.target().site();
        List<Backlink> rows = new ArrayList<>();
        for (Link link : links) {
            WebUrl target = isMeant(question.target(), link.target) ? link.target : aliases.get(link.target);
            if (target == null || !question.state().takes(link.row.lostReason()) || isEdge(question, link, aliases)) {
                continue;
            }
            boolean internal = sites.siteOf(link.source).equals(site);
            boolean wanted = switch (question.external()) {
                case SITE -> !internal;
                case HOST -> !link.source.host().equals(target.host());
                case ALL -> true;
            };
            if (wanted) {
                WebUrl via = target.equals(link.target) ? null : link.target;
                rows.add(Backlink.of(link.source, target, via, link.row, internal));
            }
        }
        return rows;
    }

    private boolean isMeant(Target target, WebUrl page) {
        return switch (target.scope()) {
            case URL -> page.text().equals(target.text());
            case PREFIX -> page.text().startsWith(target.text());
            case HOST -> page.host().equals(target.text());
            case SITE -> sites.siteOf(page).equals(target.text());
        };
    }

    private static boolean leads(Resolve resolve, Link link) {
        boolean redirect = link.row.kind() == LinkKind.REDIRECT;
        boolean canonical = link.row.kind() == LinkKind.CANONICAL || (link.row.rel() & RelToken.PAGE_CANONICAL) != 0;
        return link.row.isLive()
                && switch (resolve) {
                    case NONE -> false;
                    case REDIRECT -> redirect;
                    case CANONICAL -> canonical;
                    case ALL -> redirect || canonical;
                };
    }

    private boolean isEdge(BacklinksQuestion question, Link link, Map<WebUrl, WebUrl> aliases) {
        return leads(question.resolve(), link)
                && (aliases.containsKey(link.source) || isMeant(question.target(), link.source));
    }

    /** Addresses that lead to the target, with the page they lead to: in as few steps as can be, then the first by key. */
    private Map<WebUrl, WebUrl> aliases(BacklinksQuestion question) {
        Map<WebUrl, WebUrl> found = new HashMap<>();
        Map<WebUrl, WebUrl> step = Map.of();
        for (int steps = 0; steps == 0 || !step.isEmpty(); steps++) {
            Map<WebUrl, WebUrl> nearer = new HashMap<>();
            for (Link link : links) {
                boolean reaches = steps == 0 ? isMeant(question.target(), link.target) : step.containsKey(link.target);
                if (reaches
                        && leads(question.resolve(), link)
                        && !isMeant(question.target(), link.source)
                        && !found.containsKey(link.source)) {
                    nearer.merge(link.source, link.target, LinksOnPaper::first);
                }
            }
            step = nearer;
            Map<WebUrl, WebUrl> before = Map.copyOf(found);
            nearer.forEach((alias, linked) -> found.put(alias, before.getOrDefault(linked, linked)));
        }
        return found;
    }

    private static WebUrl first(WebUrl one, WebUrl other) {
        return PageKey.of(one).compareTo(PageKey.of(other)) <= 0 ? one : other;
    }
}
