package io.linkloom.standalone.crawl;

import io.linkloom.common.config.Durations;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.output.ProgressLine;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.StopSignal;
import java.time.Duration;

/** Watches a crawl to its end and shows how far it is. For one thread. */
public final class CrawlWatch {

    /** Of a watch that ends with the crawl. */
    public static final Duration FOREVER = Durations.LONGEST;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final StandaloneCrawl crawl;
    private final StopSignal stop;
    private final Time time;
    private final long startNanos;
    private final ProgressLine line;
    private final Speed speed = new Speed();
    private final Duration longest;

    /** From now on, for as long as there is something to do. */
    public CrawlWatch(StandaloneCrawl crawl, Terminal terminal, StopSignal stop, Time time) {
        this(crawl, terminal, stop, time, FOREVER);
    }

    /** From now on, and no longer than {@code longest}. */
    public CrawlWatch(StandaloneCrawl crawl, Terminal terminal, StopSignal stop, Time time, Duration longest) {
        this.crawl = crawl;
        this.longest = longest;
        this.stop = stop;
        this.time = time;
        this.startNanos = time.nanos();
        this.line = new ProgressLine(terminal, startNanos);
        double ignored = speed(crawl.status(), startNanos);
    }

    /** Returns when the crawl has ended; what it was is still open then. */
    public Ending await() throws InterruptedException {
        try {
            while (true) {
                if (stop.await(BETWEEN_LOOKS)) {
                    return new Ending.Stopped();
                }
                String failure = crawl.failure();
                if (failure != null) {
                    return new Ending.Failed(failure);
                }
                if (crawl.isIdle()) {
                    return new Ending.Finished(crawl.rest());
                }
                if (elapsed().compareTo(longest) >= 0) {
                    return new Ending.Finished(Ending.Rest.OUT_OF_TIME);
                }
                show();
            }
        } finally {
            line.clear();
        }
    }

    /** How long the watch has taken so far. */
    public Duration elapsed() {
        return Duration.ofNanos(time.nanos() - startNanos);
    }

    private void show() {
        long now = time.nanos();
        if (line.due(now)) {
            CrawlStatus status = crawl.status();
            String paused = crawl.isPaused() ? "paused  " : "";
            line.show(paused + status.line(speed(status, now), elapsed()), now);
        }
    }

    /** Pages of earlier runs are no speed: counting begins when the index is open. */
    private double speed(CrawlStatus status, long now) {
        return status.whole() ? speed.perSecond(status.pages(), now) : 0;
    }
}
