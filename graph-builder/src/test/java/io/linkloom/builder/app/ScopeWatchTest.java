package io.linkloom.builder.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.url.Sites;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeWatchTest {
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path directory;

    private final Sites sites = new Sites();
    private final Discovery discovery = new Discovery(Scope.EVERYTHING, Feeding.USUAL, sites);
    private Path file = Path.of("");
    private ScopeWatch watch = watch();

    private ScopeWatch watch() {
        BuilderMeters meters = new BuilderMeters(new SimpleMeterRegistry(), new StatusBoard(1, false)::now);
        return new ScopeWatch(file, discovery, sites, meters, 0, NOW);
    }

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("rules");
        write("deny host a.test\n", 0);
        discovery.take(Scope.EVERYTHING.with(ScopeFile.read(file, sites)));
        watch = watch();
    }

    /** Written that many seconds after the beginning, as far as the file says. */
    private void write(String text, int seconds) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(NOW + seconds * 1000L));
    }

    private ScopeInForce lookedAfter(int seconds) {
        watch.look(file, NOW + seconds * 1000L);
        return requireNonNull(watch.inForce());
    }

    @Test
    void whatIsInForceIsSaidWithItsFileAndItsTime() throws IOException {
        ScopeInForce first = lookedAfter(1);
        assertThat(first.file()).isEqualTo(file.toString());
        assertThat(first.rules()).isEqualTo(1);
        assertThat(first.digest()).hasSize(12);
        assertThat(first.takenAtMillis()).isEqualTo(NOW);

        write("deny host a.test\ndeny host b.test\n", 2);
        ScopeInForce second = lookedAfter(4);
        assertThat(second.rules()).isEqualTo(2);
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(second.takenAtMillis()).isEqualTo(NOW + 4000);
    }

    @Test
    void rulesThatOnlyBoundIntervalsAreTakenAndNoPageIsJudgedAgainForThem() throws IOException {
        String judgedBy = discovery.scope().digest();
        write("deny host a.test\nrecrawl any every 1h..2h\n", 2);
        assertThat(lookedAfter(4).rules()).isEqualTo(2);
        assertThat(discovery.scope().exceptions().size()).isEqualTo(2);
        assertThat(discovery.scope().digest()).isEqualTo(judgedBy);
    }

    @Test
    void fileThatIsNoGoodOrGoneChangesNothingAndIsSaidUntilItIsGoodAgain() throws IOException {
        ScopeInForce first = lookedAfter(1);
        write("deny host a.test\ndney host b.test\n", 2);
        ScopeInForce refused = lookedAfter(4);
        assertThat(refused.rules()).isEqualTo(1);
        assertThat(requireNonNull(refused.refusal()).atMillis()).isEqualTo(NOW + 4000);
        assertThat(refused.refusal().sentence()).contains("line 2", "dney");

        Files.delete(file);
        assertThat(requireNonNull(lookedAfter(6).refusal()).sentence())
                .contains(file.toString(), "cannot be looked at");
        assertThat(requireNonNull(lookedAfter(8).refusal()).atMillis())
                .as("since when")
                .isEqualTo(NOW + 6000);

        write("deny host a.test\n", 9);
        assertThat(lookedAfter(11)).isEqualTo(first);
    }
}
