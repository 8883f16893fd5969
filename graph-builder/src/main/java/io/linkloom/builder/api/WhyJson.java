package io.linkloom.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkloom.builder.fold.ScopeRule;
import io.linkloom.builder.query.SiteUsage;
import io.linkloom.builder.query.WhyAnswer;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.model.HostState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/why}, and what {@code linkloom why --format json} prints. Times are ISO 8601 in UTC; what does not
 * apply is absent.
 *
 * @param url in normal form
 * @param state known, queued, ordered, visited; or unknown
 * @param reason why a known page is not to be fetched, why a visited one is not to be visited again, or why the scope would keep out
 *     an unknown one
 * @param scopeRule the line of the scope rules that decides about the page
 * @param recrawlRule the line of them that bounds how often the page is visited again
 * @param linked an unknown page has a link from another site, of a sort that does not lead to new pages
 * @param depth links from a seed
 * @param origin how it became known
 * @param attempt of the order that is out
 * @param nextDue when an ordered page is ordered again unless a visit comes, or a visited one is to be fetched again
 * @param priority where a queued page waits
 * @param marks what speaks for it that the page is one of a trap, as labels of {@code TrapMark}; of an unknown page what its URL says
 * @param recrawlSeconds between two visits while none fails; absent if that was never planned
 * @param budget what the site and the host have used of what they may; absent if nothing bounds them
 * @param path from the page back to where the crawl began
 * @param pathComplete whether the path ends there, and not where another process knows more
 * @param controls what operators have said that the page or its host is subject to, each a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhyJson(
        String url,
        String state,
        @Nullable String reason,
        @Nullable ScopeRuleJson scopeRule,
        @Nullable ScopeRuleJson recrawlRule,
        @Nullable Boolean linked,
        @Nullable Integer depth,
        @Nullable String origin,
        @Nullable String firstSeen,
        @Nullable Integer attempt,
        @Nullable String nextDue,
        @Nullable Priority priority,
        @Nullable List<String> marks,
        @Nullable Long recrawlSeconds,
        @Nullable Visit lastVisit,
        @Nullable Host host,
        @Nullable Budget budget,
        List<Step> path,
        boolean pathComplete,
        @Nullable List<String> controls) {

    /**
     * Where a queued page waits among those of its host, and what that is the sum of; the parts are absent where an older version
     * put the page there.
     *
     * @param value lower goes first, 0 to 255
     * @param referringSites other sites with a live link to the page
     * @param start what every page begins with
     * @param depth added for the way from a seed
     * @param links added for the referring sites
     * @param origin added for how it became known
     * @param sitemapPriority added for the priority that a sitemap gives it
     * @param traps added for its marks
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Priority(
            int value,
            long referringSites,
            @Nullable Integer start,
            @Nullable Integer depth,
            @Nullable Integer links,
            @Nullable Integer origin,
            @Nullable Integer sitemapPriority,
            @Nullable Integer traps) {}

    /** The state of a page that never became known. */
    public static final String UNKNOWN = "unknown";

    /**
     * The newest visit.
     *
     * @param status of HTTP, 0 where there was no response
     * @param failures visits in a row that failed in a way that may pass, this one included
     * @param failingSince the first of the visits in a row that left unknown what links the page has, which are therefore
     *     unconfirmed; absent if this one did not
     * @param earlier visits before it, the newest first; a few are kept, absent if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Visit(
            String fetchedAt,
            String outcome,
            int status,
            String detail,
            String contentType,
            int failures,
            @Nullable String failingSince,
            @Nullable List<Earlier> earlier) {}

    /**
     * A visit before the last one.
     *
     * @param status of HTTP, 0 where there was no response
     */
    public record Earlier(String fetchedAt, String outcome, int status) {}

    /**
     * What is known of the host's manners.
     *
     * @param robots what came of its robots.txt
     * @param robotsFailingSince absent if it could be had the last time
     * @param crawlDelaySeconds that robots.txt asks for; absent if it does not
     * @param failures times in a row that it turned requests away or could not be reached
     * @param blockedUntil no request is sent before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Host(
            String name,
            String robots,
            @Nullable String robotsAt,
            @Nullable String robotsFailingSince,
            @Nullable Double crawlDelaySeconds,
            int failures,
            @Nullable String blockedUntil) {}

    /**
     * What the site and the host of the page may use; a bound is absent where there is none.
     *
     * @param referringSites other sites that link to the site, by which the bounds grow
     * @param sitePages of the site, ordered or visited, each once
     * @param siteHosts that they are of
     * @param hostPages of the page's host
     * @param holds why a page that was never visited waits, absent if it does not wait for this
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Budget(
            String site,
            long referringSites,
            long sitePages,
            @Nullable Long mostSitePages,
            long siteHosts,
            @Nullable Long mostSiteHosts,
            long hostPages,
            @Nullable Long mostHostPages,
            @Nullable String holds) {

        private static @Nullable Budget of(SiteUsage usage) {
            Long pages = bound(usage.mostPages());
            Long hosts = bound(usage.mostHosts());
            Long ofHost = bound(usage.mostHostPages());
            if (pages == null && hosts == null && ofHost == null) {
                return null;
            }
            return new Budget(
                    usage.site(),
                    usage.referringSites(),
                    usage.pages(),
                    pages,
                    usage.hosts(),
                    hosts,
                    usage.hostPages(),
                    ofHost,
                    holds(usage));
        }

        private static @Nullable Long bound(long most) {
            return most == Long.MAX_VALUE ? null : most;
        }

        private static @Nullable String holds(SiteUsage usage) {
            if (usage.isSiteOver()) {
                return "site_pages";
            }
            if (usage.isHostTooMany()) {
                return "site_hosts";
            }
            return usage.isHostOver() ? "host_pages" : null;
        }
    }

    /** A line of the file with the scope rules. */
    public record ScopeRuleJson(int line, String text) {}

    /** A page on the way, and how it became known. */
    public record Step(String url, String origin, int depth) {}

    /** The answer as JSON has it. */
    public static WhyJson of(WhyAnswer answer) {
        PageRow page = answer.page();
        List<Step> path = answer.path().stream()
                .map(step -> new Step(step.url().text(), step.origin().label(), step.depth()))
                .toList();
        if (page == null) {
            return new WhyJson(
                    answer.url().text(),
                    UNKNOWN,
                    label(answer.refusal()),
                    rule(answer.rule()),
                    rule(answer.recrawlRule()),
                    answer.linkedAllTheSame(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    marks(answer.marks()),
                    null,
                    null,
                    host(answer),
                    Budget.of(answer.budget()),
                    path,
                    answer.pathComplete(),
                    answer.controls().isEmpty() ? null : answer.controls());
        }
        return new WhyJson(
                answer.url().text(),
                page.state().name().label(),
                reason(answer, page),
                rule(answer.rule()),
                rule(answer.recrawlRule()),
                null,
                page.depth(),
                page.origin().label(),
                time(page.firstSeenMillis()),
                page.state() instanceof PageState.Ordered ordered ? ordered.attempt() : null,
                nextDue(page.state()),
                priority(answer.rank()),
                marks(answer.marks()),
                page.intervalMillis() == 0 ? null : page.intervalMillis() / 1000,
                visit(page.lastVisit()),
                host(answer),
                Budget.of(answer.budget()),
                path,
                answer.pathComplete(),
                answer.controls().isEmpty() ? null : answer.controls());
    }

    private static @Nullable String reason(WhyAnswer answer, PageRow page) {
        return switch (page.state()) {
            case PageState.Known(KnownReason reason) -> reason.label();
            case PageState.Visited _ -> label(answer.refusal());
            case PageState.Queued _, PageState.Ordered _ -> null;
        };
    }

    private static @Nullable ScopeRuleJson rule(@Nullable ScopeRule rule) {
        return rule == null ? null : new ScopeRuleJson(rule.line(), rule.text());
    }

    private static @Nullable Priority priority(WhyAnswer.@Nullable Rank rank) {
        if (rank == null) {
            return null;
        }
        PriorityWeights.Parts parts = rank.parts();
        return parts == null
                ? new Priority(rank.priority(), rank.referringSites(), null, null, null, null, null, null)
                : new Priority(
                        rank.priority(),
                        rank.referringSites(),
                        parts.start(),
                        parts.clicks(),
                        parts.links(),
                        parts.origin(),
                        parts.listed(),
                        parts.traps());
    }

    private static @Nullable List<String> marks(Set<TrapMark> marks) {
        return marks.isEmpty() ? null : marks.stream().map(TrapMark::label).toList();
    }

    private static @Nullable String label(@Nullable KnownReason reason) {
        return reason == null ? null : reason.label();
    }

    private static @Nullable String nextDue(PageState state) {
        return switch (state) {
            case PageState.Ordered(long _, int _, long leaseUntil) -> time(leaseUntil);
            case PageState.Visited visited -> time(visited.dueMillis());
            case PageState.Known _, PageState.Queued _ -> null;
        };
    }

    private static @Nullable Visit visit(PageRow.@Nullable LastVisit visit) {
        return visit == null
                ? null
                : new Visit(
                        String.valueOf(time(visit.fetchedAtMillis())),
                        visit.outcome().label(),
                        visit.status(),
                        visit.detail(),
                        visit.contentType(),
                        visit.failures(),
                        time(visit.failingSinceMillis()),
                        visit.earlier().isEmpty() ? null : earlier(visit));
    }

    private static List<Earlier> earlier(PageRow.LastVisit visit) {
        return visit.earlier().stream()
                .map(each -> new Earlier(
                        String.valueOf(time(each.fetchedAtMillis())),
                        each.outcome().label(),
                        each.status()))
                .toList();
    }

    private static @Nullable Host host(WhyAnswer answer) {
        HostRow row = answer.host();
        if (row == null) {
            return null;
        }
        HostState state = row.state();
        return new Host(
                answer.url().host(),
                state.robots().label(),
                time(state.robotsAtMillis()),
                time(state.robotsFailingSinceMillis()),
                state.crawlDelay().isZero() ? null : state.crawlDelay().toMillis() / 1000.0,
                state.failures(),
                time(state.blockedUntilMillis()));
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
