package io.linkloom.builder.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.ActsRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActPassTest extends SchedulerFixture {
    private static final String TOPIC = "topic id";
    private static final PageState DROPPED = new PageState.Known(KnownReason.DROPPED);

    private final Sites sites = new Sites();
    private final Scheduler scheduler = new Scheduler(shard, TWO_PER_HOST, SITES);
    private ActPass pass = new ActPass(shard, sites);
    private final List<Controls.Said<Control>> said = new ArrayList<>();

    private void say(Control.Act act) {
        said.add(new Controls.Said<>(10L + said.size(), act));
    }

    private boolean step(String topic) {
        ActPass.Step step = pass.step(Controls.of(said), topic);
        if (step == null) {
            return false;
        }
        write(scheduler, pass, step);
        return true;
    }

    private void doAll() {
        while (step(TOPIC)) {}
    }

    private PageState state(String url) {
        PageRow row = shard.page(key(url));
        if (row == null) {
            throw new AssertionError(url);
        }
        return row.state();
    }

    private void visited(String url, long atMillis) {
        visit(
                scheduler,
                url,
                PageState.Visited.settled(),
                new PageRow.LastVisit(atMillis, VISIT.outcome(), 200, "", "", 0));
    }

    @Test
    void pagesOfARangeThatWereVisitedBeforeAreQueuedAgainAndOthersAreNot() {
        queue(scheduler, 0, "a.test/docs/1", "a.test/docs/2", "a.test/other", "b.test/docs/1");
        tick(scheduler);
        tick(scheduler);
        for (String url : List.of("a.test/docs/1", "a.test/other", "b.test/docs/1")) {
            visited(url, NOW);
        }
        tick(scheduler);
        visited("a.test/docs/2", NOW + 200);
        say(new Control.Recrawled("1", new PageRange(PageRange.Kind.PREFIX, "http://a.test/docs/"), NOW + 100));
        doAll();
        assertThat(tick(scheduler)).containsExactly("a.test/docs/1");
        assertThat(shard.acts().pagesOf(10)).hasValue(1);
    }

    @Test
    void pageThatIsToBeVisitedAgainGoesBeforeOthersOfItsPriority() {
        queue(scheduler, 0, "a.test/1", "a.test/2", "a.test/3");
        tick(scheduler);
        visited("a.test/1", NOW);
        visited("a.test/2", NOW);
        tick(scheduler);
        visited("a.test/3", NOW);
        say(new Control.Recrawled("1", PageRange.url(WebUrl.parse("http://a.test/3")), NOW + 1));
        doAll();
        queueLike("a.test/3", "a.test/new");
        assertThat(tick(scheduler)).containsExactly("a.test/3", "a.test/new");
    }

    /** A page that was found later, and has the same priority. */
    private void queueLike(String other, String url) {
        if (!(state(other) instanceof PageState.Queued(int priority, long _))) {
            throw new AssertionError(state(other));
        }
        PageChanges changes = new PageChanges(shard);
        changes.put(key(url), null, queuedRow(0).withState(new PageState.Queued(priority, 1)));
        write(scheduler, changes);
    }

    @Test
    void whatWaitsIsDroppedAndWhatIsFoundLaterIsNot() {
        queue(scheduler, 0, "a.test/cal/1", "a.test/cal/2", "a.test/cal/3", "a.test/page");
        assertThat(tick(scheduler)).containsExactly("a.test/cal/1", "a.test/cal/2");
        say(new Control.Dropped("1", new PageRange(PageRange.Kind.PREFIX, "http://a.test/cal/"), 2));
        PageChanges later = new PageChanges(shard);
        PageRow row = queuedRow(0);
        later.put(
                key("a.test/cal/new"),
                null,
                new PageRow(row.state(), 0, 0, row.origin(), 5, null, null, PageRow.LinksSeen.NONE));
        write(scheduler, later);
        doAll();
        assertThat(state("a.test/cal/1"))
                .as("ordered, and not to be ordered again")
                .isEqualTo(DROPPED);
        assertThat(state("a.test/cal/3")).isEqualTo(DROPPED);
        assertThat(scheduler.outstanding()).isZero();
        assertThat(tick(scheduler)).containsExactlyInAnyOrder("a.test/page", "a.test/cal/new");
        say(new Control.Restored("2", PageRange.host("a.test"), NOW));
        doAll();
        assertThat(state("a.test/cal/3")).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void pageThatWasVisitedAndWaitsForARetryKeepsWhatIsKnownOfItAndIsNotTriedAgain() {
        queue(scheduler, 0, "a.test/1");
        tick(scheduler);
        fail(scheduler, "a.test/1", 1, NOW + 50);
        say(new Control.Dropped("1", PageRange.site("a.test"), NOW));
        doAll();
        assertThat(state("a.test/1")).isEqualTo(PageState.Visited.settled());
        assertThat(shard.page(key("a.test/1")))
                .extracting(PageRow::intervalMillis)
                .isEqualTo(0L);
        assertThat(tick(scheduler, NOW + 100, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void shardThatIsReadAnewGoesOnWithAnActWhereItWas() {
        PageChanges changes = new PageChanges(shard);
        for (int i = 0; i < 4500; i++) {
            changes.put(key("a.test/" + i), null, queuedRow(0));
        }
        write(scheduler, changes);
        say(new Control.Dropped("1", PageRange.site("a.test"), NOW));
        say(new Control.Restored("2", new PageRange(PageRange.Kind.PREFIX, "http://a.test/11"), NOW));
        assertThat(step(TOPIC)).isTrue();
        ActsRow begun = shard.acts();
        assertThat(begun.pagesOf(10)).hasValue(2000);
        pass = new ActPass(shard, sites);
        doAll();
        assertThat(shard.acts().pagesOf(10)).hasValue(4500);
        assertThat(shard.acts().pagesOf(11)).hasValue(111);
        assertThat(scheduler.waiting()).isEqualTo(111);
    }

    @Test
    void actIsDoneOnceAndAnewInATopicThatWasMadeAnew() {
        queue(scheduler, 0, "a.test/1");
        say(new Control.Seeded("0", WebUrl.parse("http://a.test/1"), 1, NOW));
        say(new Control.Dropped("1", PageRange.host("a.test"), NOW));
        doAll();
        assertThat(shard.acts().next()).isEqualTo(12);
        assertThat(step(TOPIC)).isFalse();
        assertThat(step("another id")).isTrue();
        assertThat(shard.acts().next()).isEqualTo(11);
    }

    @Test
    void pagesOfAnotherSiteThatLieBetweenThoseOfASiteAreLeftAlone() {
        queue(scheduler, 0, "amazonaws.com/1", "bucket.s3.amazonaws.com/1");
        say(new Control.Dropped("1", PageRange.site("amazonaws.com"), NOW));
        doAll();
        assertThat(state("amazonaws.com/1")).isEqualTo(DROPPED);
        assertThat(state("bucket.s3.amazonaws.com/1")).isInstanceOf(PageState.Queued.class);
    }
}
