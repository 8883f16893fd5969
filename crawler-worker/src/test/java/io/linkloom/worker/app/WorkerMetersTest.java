package io.linkloom.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.crawl.CrawlGauges;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerMetersTest {
    @Test
    void metersTellWhyHostsWaitAndWhatBecameOfTheirOrders() {
        try (Metrics metrics = new Metrics(Metrics.Service.WORKER)) {
            WorkerMeters meters = new WorkerMeters(metrics);
            meters.watch(() -> new CrawlGauges(100, 90, 40, 7, 5, 10), () -> 3);
            FetchOrder order = FetchOrder.first(WebUrl.parse("http://a.test/"), 0, 0, 0);
            HostState failing = new HostState(RobotsState.SERVER_FAILED, 1, 1, Duration.ZERO, 1, 0);
            PageVisit visit =
                    PageVisit.failed(order, 1, Outcome.ROBOTS_UNREACHABLE, "").with(failing, List.of());
            meters.visited(visit, 1_000_000);
            meters.expired(6);
            meters.dropped(2);
            assertThat(metrics.scrape().lines())
                    .contains(
                            "linkloom_worker_hosts{service=\"worker\"} 40.0",
                            "linkloom_worker_hosts_blocked{service=\"worker\"} 7.0",
                            "linkloom_worker_hosts_in_line{service=\"worker\"} 5.0",
                            "linkloom_worker_orders_expired_total{service=\"worker\"} 6.0",
                            "linkloom_worker_orders_dropped_total{service=\"worker\"} 2.0",
                            "linkloom_worker_robots_total{service=\"worker\",state=\"server_failed\"} 1.0",
                            "linkloom_worker_robots_total{service=\"worker\",state=\"read\"} 0.0");
        }
    }
}
