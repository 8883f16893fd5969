package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    @Test
    void historiesThatEndWellAreCountedWithWhatWentWrong() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "3", "--visits", "60", "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("{\"what\":\"histories that ended as they should\",\"count\":3}")
                .contains("{\"what\":\"kills\",");
    }

    @Test
    void shardsAreOnDiskWhereAskedFor() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "1", "--visits", "40", "--store", "rocksdb");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("histories that ended as they should");
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThat(CommandRun.of("simulate", "--seeds", "0").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("simulate", "--kills", "0").err()).contains("take 1 or more");
    }

    @Test
    void whoIsKilledIsOneThatRunsAndGoesWithHowOften() {
        assertThat(CommandRun.of("simulate", "--kills", "1", "--kill", "kafka").err())
                .contains("kafka", "crawl", "builder", "worker");
        CommandRun run = CommandRun.of("simulate", "--kill", "builder");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--kills how often");
    }

    @Test
    void moreThanTheHeapHoldsIsRefusedAtOnceAndNotAfterMinutesOfLoading() {
        CommandRun run = CommandRun.of("simulate", "--frontier", "--hosts", "1000000", "--pages", "100000000000");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("of Java's heap", "LINKLOOM_JAVA_OPTS=-Xmx");
    }

    @Test
    void optionOfAnotherSimulationIsRefused() {
        assertThat(CommandRun.of("simulate", "--hosts", "200").err()).contains("--hosts goes with --frontier");
        assertThat(CommandRun.of("simulate", "--frontier", "--kills", "2").err())
                .contains("--kills does nothing with --frontier");
    }
}
