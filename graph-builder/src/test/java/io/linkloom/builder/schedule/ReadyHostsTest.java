package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.common.model.HostState;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadyHostsTest {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(100, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final ReadyHosts ready = new ReadyHosts();

    private static WaitingHost host(String name, int priority) {
        PageKey page = PageKey.of(WebUrl.parse("http://" + name + "/"));
        WaitingHost host = new WaitingHost(
                HostKey.of(page), new WaitingSite("a.test", SiteBudgets.NONE), HostState.UNKNOWN, LIMITS, 0);
        host.queued(QueueKey.of(page, new PageState.Queued(priority, 1)).toBytes(), false);
        return host;
    }

    private WaitingHost poll() {
        WaitingHost host = ready.poll();
        if (host == null) {
            throw new AssertionError("nobody is in line");
        }
        return host;
    }

    /** Turns by priority of hosts that come in line again at once. */
    private Map<Integer, Integer> turns(int number) {
        Map<Integer, Integer> turns = new HashMap<>();
        for (int i = 0; i < number; i++) {
            WaitingHost host = poll();
            turns.merge(host.priority(), 1, Integer::sum);
            ready.add(host);
        }
        return turns;
    }

    @Test
    void betterPageComesFirstAndAmongEqualsWhoCameFirst() {
        List<WaitingHost> hosts = List.of(host("a", 96), host("b", 96), host("c", 40), host("d", 200));
        hosts.forEach(ready::add);
        List<WaitingHost> polled = List.of(poll(), poll(), poll(), poll());
        assertThat(polled).containsExactly(hosts.get(2), hosts.get(0), hosts.get(1), hosts.get(3));
        assertThat(ready.poll()).isNull();
    }

    @Test
    void hostsOfOnePriorityTakeTurns() {
        List<WaitingHost> hosts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            hosts.add(host("h" + i, 96));
        }
        hosts.forEach(ready::add);
        for (int i = 0; i < 50; i++) {
            WaitingHost host = poll();
            assertThat(host).isSameAs(hosts.get(i % 7));
            ready.add(host);
        }
    }

    @Test
    void hostOfLowestPriorityHasAThirtyThirdOfItsShareHoweverManyBetterOnesThereAre() {
        ready.add(host("low", 255));
        for (int i = 0; i < 99; i++) {
            ready.add(host("high" + i, 0));
        }
        Map<Integer, Integer> turns = turns(330_000);
        assertThat(turns.get(255)).isBetween(95, 110);
    }

    @Test
    void noHostWaitsLongerThanItsPriorityAllowsWhoeverElseComes() {
        Random random = new Random(5);
        Map<WaitingHost, Integer> since = new HashMap<>();
        int hosts = 50;
        for (int i = 0; i < hosts; i++) {
            WaitingHost host = host("h" + i, random.nextInt(256));
            since.put(host, 0);
            ready.add(host);
        }
        for (int turn = 1; turn <= 20_000; turn++) {
            WaitingHost host = poll();
            Integer before = since.put(host, turn);
            int most = hosts * (2 + host.priority() / ReadyHosts.POINTS_A_ROUND);
            assertThat(turn - (before == null ? 0 : before))
                    .as(host.key().toString())
                    .isLessThanOrEqualTo(most);
            ready.add(host);
        }
        assertThat(since.values()).allMatch(turn -> turn > 0);
    }

    @Test
    void betterPageMovesItsHostForwardAndKeepsWhatItHasWaited() {
        WaitingHost first = host("first", 100);
        WaitingHost second = host("second", 96);
        ready.add(first);
        ready.add(second);
        PageKey better = PageKey.of(WebUrl.parse("http://first/better"));
        assertThat(first.queued(QueueKey.of(better, new PageState.Queued(96, 9)).toBytes(), false))
                .isTrue();
        ready.rank(first);
        assertThat(poll()).isSameAs(first);
        assertThat(poll()).isSameAs(second);
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void hostThatIsTakenOutIsNotThereAnyMore() {
        WaitingHost host = host("a", 1);
        ready.add(host);
        ready.remove(host);
        ready.remove(host);
        ready.rank(host);
        assertThat(ready.size()).isZero();
    }
}
