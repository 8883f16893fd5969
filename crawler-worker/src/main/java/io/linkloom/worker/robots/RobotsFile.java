package io.linkloom.worker.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and reads one robots.txt.
 *
 * <pre>
 * answer                              meaning                            RFC 9309
 * 2xx                                 the rules in its first 500 KiB     2.3.1.1, 2.5
 * redirect, up to five in a row       as where it leads to               2.3.1.2
 * redirect without end or target      all is allowed                     2.3.1.2, 2.3.1.3
 * 4xx but 429                         all is allowed                     2.3.1.3
 * 5xx, 429                            all is forbidden for now           2.3.1.4
 * the host itself fails               its pages fail in the same way     2.3.1.4
 * a host redirected to fails          all is forbidden for now           2.3.1.4
 * </pre>
 */
final class RobotsFile {
    private static final int MAX_BYTES = 500 << 10;
    private static final int MAX_REDIRECTS = 5;
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);
    /** Without a limit on the delay, with which it would forbid a host that asks for more; thread-safe. */
    private static final SimpleRobotRulesParser PARSER = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);

    private static final OriginRules ALLOWS_ALL =
            new OriginRules.Read(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), Duration.ZERO);

    private final WebUrl start;
    private final String agent;

    /** The file for the origin of {@code page}, read for an agent of this lower-case name. */
    RobotsFile(WebUrl page, String agent) {
        this.start = WebUrl.parse(page.origin() + "/robots.txt");
        this.agent = agent;
    }

    OriginRules fetch(Fetcher fetcher) {
        WebUrl url = start;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            FetchResult result = fetcher.fetch(FetchRequest.any(url, MAX_BYTES));
            WebUrl next = redirectTarget(result, url);
            if (next == null) {
                return rulesOf(result, url);
            }
            url = next;
        }
        return ALLOWS_ALL;
    }

    private static @Nullable WebUrl redirectTarget(FetchResult result, WebUrl from) {
        if (result instanceof FetchResult.Response response && isRedirect(response.status())) {
            String location = response.headers().first("Location");
            return location.isEmpty() ? null : from.resolve(location);
        }
        return null;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private OriginRules rulesOf(FetchResult result, WebUrl url) {
        return switch (result) {
            case FetchResult.Response response -> rulesOf(response);
            case FetchResult.WrongType _ -> throw new IllegalStateException("any type was asked for");
            case FetchResult.Aborted _ -> new OriginRules.Aborted();
            case FetchResult.Failure failure
            when url.origin().equals(start.origin()) ->
                new OriginRules.Unreachable(failure.outcome(), "robots.txt: " + failure.detail(), failure.ip());
            case FetchResult.Failure failure ->
                new OriginRules.ForbidsAll("robots.txt redirects to " + url + ", which fails: " + failure.detail());
        };
    }

    private OriginRules rulesOf(FetchResult.Response response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return parse(response);
        }
        if (status >= 500 || status == 429) {
            return new OriginRules.ForbidsAll("robots.txt cannot be read for now (status " + status
                    + "), so nothing of this host may be fetched");
        }
        return ALLOWS_ALL;
    }

    private OriginRules parse(FetchResult.Response response) {
        byte[] content = Arrays.copyOf(response.body().bytes(), response.body().length());
        SimpleRobotRules rules =
                PARSER.parseContent(start.text(), content, response.headers().first("Content-Type"), List.of(agent));
        if (rules.isAllowAll() && rules.getCrawlDelay() <= 0) {
            return ALLOWS_ALL;
        }
        // Never below zero: "not set" is the least long.
        long delayMillis = Math.clamp(rules.getCrawlDelay(), 0, LONGEST_DELAY.toMillis());
        return new OriginRules.Read(rules, Duration.ofMillis(delayMillis));
    }
}
