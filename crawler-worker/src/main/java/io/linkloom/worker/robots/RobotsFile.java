package io.linkloom.worker.robots;

import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.Body;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.ResponseHeaders;
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
 * the host itself fails               all is forbidden for now           2.3.1.4
 * a host redirected to fails          all is forbidden for now           2.3.1.4
 * </pre>
 *
 * <p>429 is among the 4xx that allow all by the letter; but a server that asks for fewer requests is not to be sent more of them.
 */
final class RobotsFile {
    private static final int MAX_REDIRECTS = 5;
    /** One more than is read tells whether the last line ends there. */
    private static final int FETCHED_BYTES = RobotsRules.MAX_BYTES + 1;

    private final WebUrl start;
    private final String agent;

    /** The file for the origin of {@code page}, read for an agent of this name. */
    RobotsFile(WebUrl page, String agent) {
        this.start = WebUrl.parse(page.origin() + "/robots.txt");
        this.agent = agent;
    }

    RobotsAnswer fetch(Fetcher fetcher) {
        WebUrl url = start;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            FetchResult result = fetcher.fetch(FetchRequest.any(url, FETCHED_BYTES));
            WebUrl next = redirectTarget(result, url);
            if (next == null) {
                return answer(result, url);
            }
            url = next;
        }
        return new RobotsAnswer.Absent(ResponseHeaders.of());
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

    private RobotsAnswer answer(FetchResult result, WebUrl url) {
        return switch (result) {
            case FetchResult.Response response -> answer(response);
            case FetchResult.WrongType _ -> throw new IllegalStateException("any type was asked for");
            case FetchResult.Aborted _ -> new RobotsAnswer.Aborted();
            case FetchResult.Failure failure
            when url.origin().equals(start.origin()) ->
                new RobotsAnswer.Unreachable(
                        failure.outcome(), "robots.txt: " + failure.detail(), failure.ip(), failure.fault());
            case FetchResult.Failure failure ->
                new RobotsAnswer.ServerFailed(
                        "robots.txt redirects to " + url + ", which fails: " + failure.detail(), ResponseHeaders.of());
        };
    }

    private RobotsAnswer answer(FetchResult.Response response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            Body body = response.body();
            RobotsRules rules = RobotsRules.parse(body.bytes(), body.length(), body.cut(), start, agent);
            return new RobotsAnswer.Read(rules, response.headers());
        }
        if (status >= 500 || status == 429) {
            String detail =
                    "robots.txt cannot be read for now (status " + status + "), so nothing of this host may be fetched";
            return new RobotsAnswer.ServerFailed(detail, response.headers());
        }
        return new RobotsAnswer.Absent(response.headers());
    }
}
