package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.LostReason;
import io.linkloom.common.runtime.Time;
import io.linkloom.testkit.web.Changes;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real crawl whose processes are killed without warning while they fetch, fold, flush and start. {@code linkloom simulate
 * --kills} does more.
 */
class KilledCrawlTest {
    private static final int KILLS = 7;
    private static final int EPOCHS = 3;

    /** The first and the third epoch are crawled by {@code linkloom crawl}, the second by services and their broker. */
    @Test
    void indexIsWhatTheWebBecameHoweverOftenItsProcessesAreKilled(@TempDir Path directory)
            throws IOException, InterruptedException {
        InventedWebSpec web = InventedWebSpec.calm(20, 500, 15)
                .withFillerBytes(500)
                .withSeed(3)
                .withChanges(Changes.lively());
        KilledCrawl.Plan plan = new KilledCrawl.Plan(web, 3, EnumSet.allOf(Victim.class), KILLS, EPOCHS, Duration.ZERO);
        KilledCrawl.Result result = new KilledCrawl(plan, directory, _ -> {}, Time.system()).run();
        assertThat(result.differences()).isEmpty();
        assertThat(result.kills()).containsOnlyKeys(Victim.values());
        assertThat(result.kills().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(KILLS);
        assertThat(result.epochs()).isGreaterThanOrEqualTo(EPOCHS);
        assertThat(result.lost())
                .containsKeys(LostReason.LINK_REMOVED, LostReason.PAGE_GONE, LostReason.MOVED)
                .doesNotContainKey(LostReason.PAGE_ERROR);
    }

    /** One builder of two and one worker of two; the others go on, or take over what the dead one had. */
    @Test
    void hostsAreLeftAloneAndEveryPageIsVisitedThoughAWorkerAndABuilderAreKilled(@TempDir Path directory)
            throws IOException, InterruptedException {
        Duration delay = Duration.ofMillis(150);
        InventedWebSpec web = InventedWebSpec.calm(12, 150, 10)
                .withFillerBytes(500)
                .withSeed(4)
                .withFeatures(Features.calm().withPatientHosts(0.3, 6_000));
        KilledCrawl.Plan plan = new KilledCrawl.Plan(web, 4, EnumSet.of(Victim.BUILDER, Victim.WORKER), 2, 1, delay);
        KilledCrawl.Result result = new KilledCrawl(plan, directory, _ -> {}, Time.system()).run();
        assertThat(result.differences()).isEmpty();
        assertThat(result.kills()).containsOnlyKeys(Victim.BUILDER, Victim.WORKER);
        assertThat(result.pages()).isEqualTo(150);
        assertThat(result.hosts().asked()).isGreaterThanOrEqualTo(12);
        assertThat(result.hosts().patient()).isPositive();
        assertThat(result.hosts().closest()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
