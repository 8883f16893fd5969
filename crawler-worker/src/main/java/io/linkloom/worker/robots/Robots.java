package io.linkloom.worker.robots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.Fetcher;
import java.time.Duration;
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

    private static final int MAX_CACHED_RULES = 1_000_000;
    /** Longer than a chain of redirects can take, whatever the fetch limits are. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final RobotsTtl ttl;
    private final Cache<String, OriginRules> cache;
    private final ConcurrentMap<String, CompletableFuture<OriginRules>> underWay = new ConcurrentHashMap<>();

    /**
     * How long an answer is good.
     *
     * @param rules of a file that was read, or that does not exist; at most a day
     * @param forbidden of a server that fails to give the file
     * @param unreachable of a host that cannot be reached
     */
    public record RobotsTtl(Duration rules, Duration forbidden, Duration unreachable) {
        /** A day, five minutes, one minute. */
        public static final RobotsTtl DEFAULT =
                new RobotsTtl(Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofMinutes(1));
    }

    /** An empty cache. */
    public Robots(RobotsTtl ttl, Time time) {
        this.ttl = ttl;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHED_RULES)
                .weigher((String _, OriginRules rules) -> rules.weight())
                .ticker(time::nanos)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, OriginRules>creating((_, rules) -> ttlOf(rules)))
                .build();
    }

    private Duration ttlOf(OriginRules rules) {
        return switch (rules) {
            case OriginRules.Read _ -> ttl.rules();
            case OriginRules.ForbidsAll _ -> ttl.forbidden();
            case OriginRules.Unreachable _ -> ttl.unreachable();
            case OriginRules.Aborted _ -> Duration.ZERO;
        };
    }

    /** May this page be fetched? Where the answer is not known yet, {@code fetcher} asks the host for it. */
    public RobotsVerdict check(WebUrl url, Fetcher fetcher) {
        String origin = url.origin();
        OriginRules known = cache.getIfPresent(origin);
        if (known != null) {
            return known.verdict(url, false);
        }
        CompletableFuture<OriginRules> mine = new CompletableFuture<>();
        CompletableFuture<OriginRules> other = underWay.putIfAbsent(origin, mine);
        return other == null ? fetch(url, fetcher, mine).verdict(url, true) : await(url, other);
    }

    private OriginRules fetch(WebUrl url, Fetcher fetcher, CompletableFuture<OriginRules> answer) {
        OriginRules rules = new OriginRules.Unreachable(
                Outcome.MALFORMED_RESPONSE, "robots.txt could not be read because of an error in the crawler", "");
        try {
            rules = new RobotsFile(url, AGENT).fetch(fetcher);
            if (!(rules instanceof OriginRules.Aborted)) {
                cache.put(url.origin(), rules);
            }
        } finally {
            answer.complete(rules);
            underWay.remove(url.origin());
        }
        return rules;
    }

    private static RobotsVerdict await(WebUrl url, CompletableFuture<OriginRules> answer) {
        try {
            return answer.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS).verdict(url, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RobotsVerdict.Aborted();
        } catch (TimeoutException e) {
            return new RobotsVerdict.Unreachable(Outcome.TIMEOUT, "robots.txt took too long", "", false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("is never completed exceptionally", e);
        }
    }
}
