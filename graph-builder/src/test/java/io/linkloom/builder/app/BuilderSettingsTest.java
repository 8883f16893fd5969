package io.linkloom.builder.app;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuilderSettingsTest {
    @Test
    void defaultsAreThese() {
        Map<String, String> defaults = new TreeMap<>();
        Config.defaults(BuilderSettings.ALL).entries().forEach(entry -> defaults.put(entry.key(), entry.value()));
        assertThat(defaults)
                .isEqualTo(Map.ofEntries(
                        entry("builder.group", "linkloom-builder"),
                        entry("builder.instance", ""),
                        entry("frontier.kinds", "a,area,redirect,iframe,frame,canonical,meta_refresh"),
                        entry("frontier.nofollow", "hold-page"),
                        entry("frontier.sitemaps", "true"),
                        entry("schedule.outstanding-per-partition", "1000"),
                        entry("schedule.budget.directory-pages", "0"),
                        entry("schedule.trap.least-yield", "0.05"),
                        entry("schedule.trap.low-yield-pages", "1000"),
                        entry("schedule.host-delay", "1s"),
                        entry("schedule.lookahead", "1m"),
                        entry("schedule.lease", "10m"),
                        entry("schedule.wait-for-retries", "2m"),
                        entry("schedule.again-since", ""),
                        entry("schedule.budget.site-pages", "10000"),
                        entry("schedule.budget.seed-site-pages", "1000000"),
                        entry("schedule.budget.site-hosts", "1000"),
                        entry("schedule.budget.host-pages", "0"),
                        entry("schedule.budget.power", "0.5"),
                        entry("schedule.priority.click", "4"),
                        entry("schedule.priority.referring-sites", "4"),
                        entry("schedule.priority.seed", "8"),
                        entry("schedule.priority.sitemap", "2"),
                        entry("schedule.priority.sitemap-priority", "2"),
                        entry("schedule.priority.trap", "16"),
                        entry("schedule.recrawl", "off"),
                        entry("schedule.recrawl.first-interval", "7d"),
                        entry("schedule.recrawl.min-interval", "1h"),
                        entry("schedule.recrawl.max-interval", "180d"),
                        entry("schedule.recrawl.share", "0.3"),
                        entry("url.rules", ""),
                        entry("scope.file", ""),
                        entry("index.internal-links", "derived"),
                        entry("index.grace-period", "7d"),
                        entry("index.links-of", "indexable"),
                        entry("index.keep-lost", "365d"),
                        entry("store.snapshots", ""),
                        entry("store.snapshot-interval", "1h"),
                        entry("store.snapshots-kept", "2"),
                        entry("builder.read-replica", "false"),
                        entry("fold.batch-links", "250000"),
                        entry("fold.batch-time", "250ms"),
                        entry("fold.seen-memory", "256MiB"),
                        entry("store.memory", "2GiB"),
                        entry("store.ingest-from", "64MiB"),
                        entry("store.flush-interval", "5m")));
    }

    @Test
    void pagesAreVisitedAgainAsTheSettingsSay() {
        Config config = Config.load(
                BuilderSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("schedule.recrawl=adaptive"),
                        Flag.set("schedule.recrawl.first-interval=2h"),
                        Flag.set("schedule.recrawl.min-interval=5s"),
                        Flag.set("schedule.recrawl.max-interval=9d"),
                        Flag.set("schedule.recrawl.share=0.5")))));
        assertThat(FrontierSettings.limits(config).recrawl())
                .isEqualTo(new Recrawl(true, Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofDays(9), 0.5));
        assertThat(FrontierSettings.limits(Config.defaults(BuilderSettings.ALL)).recrawl())
                .isEqualTo(Recrawl.OFF);
    }

    @Test
    void everySettingSaysWhatItDoes() {
        for (Setting<?> setting : BuilderSettings.ALL) {
            assertThat(setting.doc()).as(setting.key()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void boundsOfDirectoriesAreThoseThatAreSet() {
        Config config = Config.defaults(BuilderSettings.ALL)
                .with(FrontierSettings.TRAP_YIELD, 0.5)
                .with(FrontierSettings.TRAP_PAGES, 7L)
                .with(FrontierSettings.BUDGET_DIRECTORY, 8L);
        assertThat(FrontierSettings.limits(config).traps()).isEqualTo(new TrapLimits(0.5, 7, 8));
    }

    @Test
    void weightsOfPrioritiesAreThoseThatAreSet() {
        Config config = Config.defaults(BuilderSettings.ALL)
                .with(FrontierSettings.PRIORITY_CLICK, 1)
                .with(FrontierSettings.PRIORITY_SITES, 2)
                .with(FrontierSettings.PRIORITY_SEED, 3)
                .with(FrontierSettings.PRIORITY_SITEMAP, 4)
                .with(FrontierSettings.PRIORITY_LISTED, 5)
                .with(FrontierSettings.PRIORITY_TRAP, 6);
        assertThat(FrontierSettings.limits(config).weights()).isEqualTo(new PriorityWeights(1, 2, 3, 4, 5, 6));
    }
}
