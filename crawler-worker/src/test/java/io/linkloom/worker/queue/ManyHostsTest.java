package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a turn costs does not depend on how many hosts wait, nor on how many of them share an address. */
class ManyHostsTest {
    private static final Duration GAP = Duration.ofMillis(100);
    private static final int FEW = 2_000;
    private static final int MANY = 16 * FEW;
    private static final int TURNS = 40_000;
    /** A scan would make it sixteen times as much; caches and a deeper heap make it some more than once. */
    private static final double MOST = 6;

    @ParameterizedTest(name = "{0} addresses")
    @ValueSource(ints = {1, 50, 1_000_000})
    void turnOfManyHostsCostsWhatATurnOfAFewCosts(int addresses) {
        IntFunction<String> addressOf = host -> "192.0.2." + host % addresses;
        double best = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 8 && best > MOST; attempt++) {
            double few = nanosPerTurn(FEW, addressOf);
            double many = nanosPerTurn(MANY, addressOf);
            best = Math.min(best, many / few);
        }
        assertThat(best).as("times as much").isLessThan(MOST);
    }

    private static double nanosPerTurn(int hosts, IntFunction<String> addressOf) {
        HostQueues queues = new HostQueues(1, 16, new Pace(GAP, Duration.ofMillis(1), 5, Duration.ofSeconds(30)));
        List<ReceivedOrder> orders = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            for (int page = 0; page < 2; page++) {
                WebUrl url = WebUrl.parse("http://h" + i + ".test/" + page);
                orders.add(new ReceivedOrder(FetchOrder.first(url, 0, 0, 0), new OrderReceipt(0, i)));
            }
        }
        long began = System.nanoTime();
        orders.forEach(order -> queues.add(order, 0, 0));
        long now = 0;
        for (int turns = 0; turns < TURNS; turns++) {
            Turn turn = queues.nextTurn(now);
            if (turn == null) {
                long wait = queues.nanosUntilTurn(now);
                assertThat(wait).isPositive();
                now += wait;
                continue;
            }
            String ip = addressOf.apply(
                    Integer.parseInt(turn.host().substring(1, turn.host().indexOf('.'))));
            QueuedOrder order = queues.bind(turn, ip, now) ? queues.nextOrder(turn, now) : null;
            if (order != null) {
                var _ = queues.asked(turn, HostState.UNKNOWN, Duration.ZERO, ip, now, 0);
            }
            var _ = queues.turnOver(turn, now);
            if (order != null) {
                queues.add(order.received(), now, 0);
            }
        }
        return (double) (System.nanoTime() - began) / (TURNS + 2.0 * hosts);
    }
}
