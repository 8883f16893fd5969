package io.linkloom.worker.robots;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an answer to a request for robots.txt tells of the host, for those who keep it. Thread-safe. */
public final class RobotsNews {
    /** Nothing that was not known. */
    static final RobotsNews NONE = new RobotsNews(RobotsState.UNKNOWN, 0, 0, Duration.ZERO, List.of());

    private final RobotsState state;
    private final long atMillis;
    private final long failingSinceMillis;
    private final Duration crawlDelay;
    private final List<WebUrl> sitemaps;
    private final AtomicBoolean sitemapsTold = new AtomicBoolean();

    RobotsNews(RobotsState state, long atMillis, long failingSinceMillis, Duration crawlDelay, List<WebUrl> sitemaps) {
        this.state = state;
        this.atMillis = atMillis;
        this.failingSinceMillis = failingSinceMillis;
        this.crawlDelay = crawlDelay;
        this.sitemaps = sitemaps;
    }

    /** What came of the request. */
    public RobotsState state() {
        return state;
    }

    /** When the answer came, in milliseconds since the epoch. */
    public long atMillis() {
        return atMillis;
    }

    /** Since when the file could not be had, 0 if it could now. */
    public long failingSinceMillis() {
        return failingSinceMillis;
    }

    /** What is known of a host, with its part on robots.txt from here; a file that fails leaves the delay that it asked for before. */
    public HostState in(HostState host) {
        Duration delay = switch (state) {
            case READ, ABSENT -> crawlDelay;
            case SERVER_FAILED, UNREACHABLE, GIVEN_UP -> host.crawlDelay();
            case UNKNOWN -> null;
        };
        return delay == null
                ? host
                : new HostState(state, atMillis, failingSinceMillis, delay, host.failures(), host.blockedUntilMillis());
    }

    /** The sitemaps that the file names, to the first who asks: they need to be told once. */
    public List<WebUrl> takeSitemaps() {
        return sitemapsTold.compareAndSet(false, true) ? sitemaps : List.of();
    }
}
