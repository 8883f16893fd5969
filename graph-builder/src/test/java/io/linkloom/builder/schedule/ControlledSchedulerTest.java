package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlledSchedulerTest extends SchedulerFixture {
    private final Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);

    private void say(Control... what) {
        List<Controls.Said<Control>> said = new ArrayList<>();
        for (Control each : what) {
            said.add(new Controls.Said<>(said.size(), each));
        }
        scheduler.obey(Controls.of(said));
    }

    private static Control block(PageRange hosts) {
        return new Control.Blocked(hosts, NOW);
    }

    @Test
    void nothingIsOrderedWhileTheCrawlPausesAndTheCrawlIsNotOver() {
        queue(scheduler, 0, "a.test/1", "b.test/1");
        say(new Control.Paused(NOW));
        assertThat(tick(scheduler)).isEmpty();
        assertThat(scheduler.isBusyUntil(NOW)).isTrue();
        say();
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/1", "b.test/1");
    }

    @Test
    void orderThatComesToNothingDuringAPauseWaitsAndIsNoReasonToTakeItsHostForSlow() {
        queue(scheduler, 0, "a.test/1", "a.test/2");
        assertThat(tick(scheduler)).hasSize(2);
        say(new Control.Paused(NOW));
        long late = NOW + LEASE.toMillis();
        assertThat(tick(scheduler, late, Long.MAX_VALUE)).isEmpty();
        assertThat(scheduler.outstanding()).isZero();
        assertThat(scheduler.waiting()).isEqualTo(2);
        say();
        assertThat(tick(scheduler, late + 1, Long.MAX_VALUE)).hasSize(2);
    }

    @Test
    void blockedHostHasNoOrdersAndComesBackWhenItIsNotBlockedAnyMore() {
        queue(scheduler, 0, "a.test/1", "www.a.test/1", "b.test/1");
        say(block(PageRange.host("a.test")));
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("www.a.test/1", "b.test/1");
        queue(scheduler, 0, "a.test/2");
        assertThat(tick(scheduler)).isEmpty();
        say();
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/1", "a.test/2");
    }

    @Test
    void blockedSiteHoldsAllItsHostsThoseThatAreFoundLaterToo() {
        queue(scheduler, 0, "a.test/1", "www.a.test/1", "b.test/1");
        say(block(PageRange.site("a.test")));
        queue(scheduler, 0, "new.a.test/1");
        assertThat(tick(scheduler)).containsExactly("b.test/1");
    }

    @Test
    void ordersOfAHostThatIsBlockedMeanwhileGoBackToTheQueueAtOnceSinceWorkersGiveThemUp() {
        queue(scheduler, 0, "a.test/1", "a.test/2", "b.test/1");
        assertThat(tick(scheduler)).hasSize(3);
        say(block(PageRange.host("a.test")));
        assertThat(tick(scheduler)).isEmpty();
        assertThat(scheduler.outstanding()).isEqualTo(1);
        visit(scheduler, "b.test/1");
        assertThat(scheduler.isBusyUntil(NOW)).as("over for now").isFalse();
        say();
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/1", "a.test/2");
    }

    @Test
    void schedulerThatIsMadeAnewTakesBackTheOrdersOfBlockedHostsToo() {
        queue(scheduler, 0, "a.test/1");
        assertThat(tick(scheduler)).hasSize(1);
        Scheduler next = new Scheduler(shard, TWO_PER_HOST, SITES);
        next.obey(Controls.of(List.of(new Controls.Said<>(0, block(PageRange.host("a.test"))))));
        assertThat(tick(next)).isEmpty();
        assertThat(next.outstanding()).isZero();
        assertThat(next.waiting()).isEqualTo(1);
    }

    @Test
    void hostWithADelayOfItsOwnHasAsManyOrdersAsThatLetsAWorkerFetch() {
        queue(scheduler, 0, "a.test/1", "a.test/2", "a.test/3", "b.test/1", "b.test/2", "b.test/3", "b.test/4");
        say(
                new Control.Delayed(PageRange.host("a.test"), MINUTE, NOW),
                new Control.Delayed(PageRange.site("b.test"), Duration.ofSeconds(20), NOW));
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/1", "b.test/1", "b.test/2", "b.test/3");
        visit(scheduler, "a.test/1");
        say();
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/2", "a.test/3");
    }

    @Test
    void pageThatIsDueAgainIsNotOrderedFromABlockedHost() {
        queue(scheduler, 0, "a.test/1");
        tick(scheduler);
        fail(scheduler, "a.test/1", 1, NOW + 10);
        say(block(PageRange.host("a.test")));
        assertThat(tick(scheduler, NOW + 20, Long.MAX_VALUE)).isEmpty();
        say();
        assertThat(tick(scheduler, NOW + 30, Long.MAX_VALUE)).containsExactly("a.test/1");
    }
}
