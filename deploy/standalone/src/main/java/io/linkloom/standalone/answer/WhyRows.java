package io.linkloom.standalone.answer;

import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.config.Durations;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists what is known of a page. */
public final class WhyRows {

    private static final List<Column> COLUMNS = List.of(Column.whole("what"), Column.text("value"));

    private final Listing listing;

    private WhyRows(Listing listing) {
        this.listing = listing;
    }

    /** Writes it, a fact a line; what does not apply is left out. */
    public static void show(WhyJson why, Format format, Terminal terminal) {
        try (Listing listing = Listing.of(format, COLUMNS, terminal)) {
            new WhyRows(listing).all(why);
        }
    }

    private void all(WhyJson why) {
        row("page", why.url());
        row("state", state(why));
        row("scope rule", line(why.scopeRule()));
        if (Boolean.TRUE.equals(why.linked())) {
            row(
                    "links",
                    "another site links to it in a way that does not lead to new pages (frontier.kinds,"
                            + " frontier.nofollow)");
        }
        row("found", found(why));
        row("first heard of", why.firstSeen());
        row("priority", priority(why.priority()));
        row("looks like a trap", marks(why.marks()));
        WhyJson.Visit visit = why.lastVisit();
        if (visit != null) {
            visit(visit);
        }
        if (why.attempt() != null) {
            row("order", "attempt " + why.attempt() + ", given again at " + why.nextDue() + " unless a visit comes");
        } else {
            row("next visit", why.lastVisit() != null && why.nextDue() == null ? "none planned" : why.nextDue());
        }
        Long interval = why.recrawlSeconds();
        row("visited again after", interval == null ? null : Durations.text(Duration.ofSeconds(interval)));
        row("bounded by scope rule", line(why.recrawlRule()));
        WhyJson.Host host = why.host();
        if (host != null) {
            host(host);
        }
        if (why.controls() != null) {
            why.controls().forEach(sentence -> row("operators say", sentence));
        }
        WhyJson.Budget budget = why.budget();
        if (budget != null) {
            budget(budget, why.state().equals("queued"));
        }
        path(why);
    }

    private void budget(WhyJson.Budget budget, boolean isQueued) {
        row(
                "its site has used",
                part(budget.sitePages(), budget.mostSitePages()) + " pages, "
                        + part(budget.siteHosts(), budget.mostSiteHosts()) + " hosts; " + budget.referringSites()
                        + " sites link to " + budget.site());
        if (budget.mostHostPages() != null) {
            row("its host has used", part(budget.hostPages(), budget.mostHostPages()) + " pages");
        }
        if (budget.holds() != null) {
            row(
                    isQueued ? "waits for" : "a new page waits for",
                    "other sites that link to its site, or a larger schedule.budget."
                            + budget.holds().replace('_', '-'));
        }
    }

    private static String part(long used, @Nullable Long most) {
        return most == null ? Long.toString(used) : used + " of " + most;
    }

    private static String state(WhyJson why) {
        String reason = why.reason() == null ? "" : why.reason().replace('_', ' ');
        if (why.state().equals(WhyJson.UNKNOWN)) {
            return "unknown: no page that was crawled leads to it"
                    + (reason.isEmpty() ? "" : ", and it would not be fetched: " + reason);
        }
        String again = why.lastVisit() == null ? "" : " again";
        return why.state() + (reason.isEmpty() ? "" : ", not to be fetched" + again + ": " + reason);
    }

    private static @Nullable String line(WhyJson.@Nullable ScopeRuleJson rule) {
        return rule == null ? null : "line " + rule.line() + ": " + rule.text();
    }

    private static @Nullable String found(WhyJson why) {
        String origin = why.origin();
        if (origin == null) {
            return null;
        }
        return switch (origin) {
                    case "seed" -> "as a seed";
                    case "sitemap" -> "listed by a sitemap";
                    case "sitemap_file" -> "named as a sitemap";
                    default -> "by a link";
                }
                + ", depth " + why.depth();
    }

    private static @Nullable String priority(WhyJson.@Nullable Priority priority) {
        if (priority == null) {
            return null;
        }
        long sites = priority.referringSites();
        String bySites = sites + (sites == 1 ? " referring site" : " referring sites");
        return priority.value()
                + " of 0 to 255, lower goes first: "
                + (priority.start() == null
                        ? bySites + ", not counted yet by the version that queued it"
                        : String.format(
                                Locale.ROOT,
                                "%d %+d for depth, %+d for %s, %+d for how it was found, %+d for its priority in"
                                        + " a sitemap, %+d for marks of a trap",
                                priority.start(),
                                priority.depth(),
                                priority.links(),
                                bySites,
                                priority.origin(),
                                priority.sitemapPriority(),
                                priority.traps()));
    }

    private static @Nullable String marks(@Nullable List<String> marks) {
        return marks == null ? null : marks.stream().map(WhyRows::said).collect(Collectors.joining("; "));
    }

    /** In words, unless a builder of a newer version gave it. */
    private static String said(String label) {
        return Stream.of(TrapMark.values())
                .filter(mark -> mark.label().equals(label))
                .map(TrapMark::said)
                .findFirst()
                .orElse(label);
    }

    private void visit(WhyJson.Visit visit) {
        row("last visit", visit.fetchedAt());
        row(
                "outcome",
                outcome(visit.outcome(), visit.status()) + (visit.detail().isEmpty() ? "" : ": " + visit.detail()));
        row("content type", visit.contentType().isEmpty() ? null : visit.contentType());
        if (visit.failures() > 0) {
            row("failed in a row", Integer.toString(visit.failures()));
        }
        row("links unconfirmed since", visit.failingSince());
        if (visit.earlier() != null) {
            visit.earlier()
                    .forEach(each ->
                            row("visited before", each.fetchedAt() + ": " + outcome(each.outcome(), each.status())));
        }
    }

    private static String outcome(String label, int status) {
        return label + (status == 0 ? "" : ", HTTP " + status);
    }

    private void host(WhyJson.Host host) {
        row("host", host.name());
        row("robots.txt", host.robots() + (host.robotsAt() == null ? "" : ", asked at " + host.robotsAt()));
        row("robots.txt fails since", host.robotsFailingSince());
        Double delay = host.crawlDelaySeconds();
        row("crawl delay", delay == null ? null : String.format(Locale.ROOT, "%s s", delay));
        if (host.failures() > 0) {
            row("host failed in a row", Integer.toString(host.failures()));
        }
        row("not asked before", host.blockedUntil());
    }

    /** The page itself was named above. */
    private void path(WhyJson why) {
        for (int i = 1; i < why.path().size(); i++) {
            WhyJson.Step step = why.path().get(i);
            row(i == 1 ? "found on" : "which was found on", step.url());
        }
        if (!why.pathComplete()) {
            row("which was found on", "a page of a shard that is not open here");
        } else if (why.path().size() > 1) {
            row("which is", "where the crawl began");
        }
    }

    private void row(String what, @Nullable String value) {
        if (value != null) {
            listing.row(what, value);
        }
    }
}
