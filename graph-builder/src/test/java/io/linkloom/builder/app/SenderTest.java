package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SenderTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Health health = new Health();
    private final List<Map<Integer, ShardOffsets>> commits = new ArrayList<>();
    private boolean broken;
    private int attempts;
    private int abandoned;
    private final Sender sender = new Sender(FakeOutlet::new, health, 0);

    private final class FakeOutlet implements Outlet {
        FakeOutlet() {
            attempts++;
            check();
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("no broker");
            }
        }

        @Override
        public void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied) {
            check();
            commits.add(Map.copyOf(applied));
        }

        @Override
        public void order(Map<Integer, List<FetchOrder>> byPartition) {
            check();
        }

        @Override
        public void abandon() {
            abandoned++;
        }

        @Override
        public void close() {}
    }

    @Test
    void failureIsSaidAndTheOutletMadeAnewAfterAWhileThatGrows() {
        assertThat(sender.isReady(0)).isTrue();
        broken = true;
        assertThat(sender.order(Map.of(), 0)).isFalse();
        assertThat(abandoned).isEqualTo(1);
        assertThat(health.isUp()).isFalse();
        assertThat(health.json()).contains("no broker");
        attempts = 0;
        for (long now = 0; now < 120 * SECOND; now += SECOND / 10) {
            assertThat(sender.isReady(now)).isFalse();
        }
        assertThat(attempts).isBetween(8, 12);
        broken = false;
        assertThat(sender.isReady(150 * SECOND)).isTrue();
        assertThat(sender.order(Map.of(), 150 * SECOND)).isTrue();
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void offsetsGoWithTheNextTransactionOrAfterSomeSeconds() {
        assertThat(sender.isReady(0)).isTrue();
        assertThat(sender.commit(List.of(), Map.of(1, new ShardOffsets(1, 1)), SECOND))
                .isTrue();
        assertThat(sender.commit(List.of(), Map.of(2, new ShardOffsets(2, 2)), 2 * SECOND))
                .isTrue();
        assertThat(commits).isEmpty();
        assertThat(sender.commit(List.of(), Map.of(1, new ShardOffsets(3, 3)), 9 * SECOND))
                .isTrue();
        assertThat(commits).containsExactly(Map.of(1, new ShardOffsets(3, 3), 2, new ShardOffsets(2, 2)));
    }
}
