package io.linkloom.worker.robots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The robots.txt of every origin that is being crawled, each fetched when its first page is to be fetched.
 *
 * <p>However many threads ask, one request for a robots.txt is under way at a time. Thread-safe.
 */
public final class Robots {
    /** The name that robots.txt and robots meta tags call this crawler by, in lower case. */
    public static final String AGENT = "linkloom";

    private static final long MAX_CACHED_BYTES = 64 << 20;
    private static final int MAX_REMEMBERED = 100_000;
    /** Longer than a chain of redirects can take, whatever the fetch limits are. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final RobotsPolicy policy;
    private final Time time;
    private final Cache<String, KnownRobots> cache;
    /** Kept for longer than an answer is good: since when a file has been failing does not end with that. */
    private final Cache<String, LastAnswer> lastAnswers;

    private final ConcurrentMap<String, CompletableFuture<KnownRobots>> underWay = new ConcurrentHashMap<>();

    private record LastAnswer(long atMillis, long failingSinceMillis) {}

    /** An empty cache. */
    public Robots(RobotsTimes times, Time time) {
        this.policy = new RobotsPolicy(times);
        this.time = time;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHED_BYTES)
                .weigher((String _, KnownRobots robots) -> robots.weight())
                .ticker(time::nanos)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, KnownRobots>creating((_, robots) -> robots.ttl()))
                .build();
        this.lastAnswers = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .executor(Runnable::run)
                .build();
    }

    /**
     * May this page be fetched? Where the answer is not known yet, {@code fetcher} asks the host for it.
     *
     * @param host what else is known of the page's host: a file that failed for others before has been failing since then
     */
    public RobotsVerdict check(WebUrl url, HostState host, Fetcher fetcher) {
        String origin = url.origin();
        KnownRobots known = cache.getIfPresent(origin);
        if (known != null) {
            return known.verdict(url.pathAndQuery(), false);
        }
        CompletableFuture<KnownRobots> mine = new CompletableFuture<>();
        CompletableFuture<KnownRobots> other = underWay.putIfAbsent(origin, mine);
        return other == null ? fetch(url, host, fetcher, mine).verdict(url.pathAndQuery(), true) : await(url, other);
    }

    /**
     * The same of a page that gave way to its host's robots.txt, which allowed it: should that not be good any more by the time of the
     * page's turn, as when the host wants a gap of an hour, it holds for this page, or page and file would give way to each other for ever.
     */
    public RobotsVerdict checkAfterReading(WebUrl url) {
        KnownRobots known = cache.getIfPresent(url.origin());
        return known == null
                ? new RobotsVerdict.Allowed(RobotsNews.NONE, false)
                : known.verdict(url.pathAndQuery(), false);
    }

    private KnownRobots fetch(WebUrl url, HostState host, Fetcher fetcher, CompletableFuture<KnownRobots> answer) {
        KnownRobots known = unknown("robots.txt could not be read because of an error in the crawler");
        try {
            known = ask(url, host, fetcher);
        } finally {
            answer.complete(known);
            underWay.remove(url.origin());
        }
        return known;
    }

    private KnownRobots ask(WebUrl url, HostState host, Fetcher fetcher) {
        String origin = url.origin();
        RobotsAnswer answer = new RobotsFile(url, AGENT).fetch(fetcher);
        LastAnswer last = lastAnswers.getIfPresent(origin);
        long failingSince = last == null
                ? host.robotsFailingSinceMillis()
                : RobotsPolicy.failingSince(host, last.atMillis(), last.failingSinceMillis());
        KnownRobots known = policy.known(answer, failingSince, time.millis());
        switch (known) {
            case KnownRobots.Rules rules -> keep(origin, rules, rules.news());
            case KnownRobots.Failing failing
            when failing.fault() == FetchResult.Fault.OURS -> cache.put(origin, failing);
            case KnownRobots.Failing failing -> keep(origin, failing, failing.news());
            case KnownRobots.Aborted _ -> {
                // As if it had never been asked for.
            }
        }
        return known;
    }

    private void keep(String origin, KnownRobots known, RobotsNews news) {
        lastAnswers.put(origin, new LastAnswer(news.atMillis(), news.failingSinceMillis()));
        cache.put(origin, known);
    }

    private RobotsVerdict await(WebUrl url, CompletableFuture<KnownRobots> answer) {
        try {
            return answer.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS).verdict(url.pathAndQuery(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RobotsVerdict.Aborted();
        } catch (TimeoutException e) {
            return unknown("robots.txt took too long").verdict(url.pathAndQuery(), false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("is never completed exceptionally", e);
        }
    }

    /** Where it is not even known whether the host fails. */
    private KnownRobots unknown(String detail) {
        RobotsNews news = new RobotsNews(RobotsState.UNKNOWN, time.millis(), 0, Duration.ZERO, List.of());
        return new KnownRobots.Failing(
                Outcome.ROBOTS_UNREACHABLE, detail, "", FetchResult.Fault.OURS, news, Duration.ZERO);
    }
}
