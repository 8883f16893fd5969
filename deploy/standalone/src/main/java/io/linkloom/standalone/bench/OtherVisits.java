package io.linkloom.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.crawl.CrawlObserver;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes the time from the first visit of pages of hosts that answer to the last, whatever others there are. Thread-safe. */
final class OtherVisits implements CrawlObserver {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Set<WebUrl> left = ConcurrentHashMap.newKeySet();
    private final int pages;
    private final Time time;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long beginNanos;
    private volatile long beginCpuNanos;
    private volatile long endNanos;
    private volatile long endCpuNanos;

    OtherVisits(List<WebUrl> pages, Time time) {
        this.left.addAll(pages);
        this.pages = left.size();
        this.time = time;
    }

    @Override
    public void visited(PageVisit visit, long nanos) {
        if (visit.outcome() != Outcome.FETCHED || !left.remove(visit.url())) {
            return;
        }
        synchronized (this) {
            if (beginNanos == 0) {
                beginNanos = time.nanos();
                beginCpuNanos = PROCESS.getProcessCpuTime();
            }
            if (left.isEmpty() && endNanos == 0) {
                endNanos = time.nanos();
                endCpuNanos = PROCESS.getProcessCpuTime();
                done.countDown();
            }
        }
    }

    /** Whether all are visited. */
    boolean awaitAll(long atMost, TimeUnit unit) throws InterruptedException {
        return done.await(atMost, unit);
    }

    HostsFigures.Round figures(CallTimes adding, CallTimes taking) {
        return new HostsFigures.Round(
                pages, (endNanos - beginNanos) / 1e9, (endCpuNanos - beginCpuNanos) / 1e9, adding, taking);
    }

    @Override
    public void completed() {}

    @Override
    public void crawlerError() {}

    @Override
    public void expired(int orders) {}

    @Override
    public void dropped(int orders) {}
}
