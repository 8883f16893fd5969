package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DirectoryLockTest {

    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    private Path dir;

    @Test
    void directoryIsMadeAndHeldOnceInAProcess() throws IOException {
        Path data = dir.resolve("some/data");
        assertThat(DirectoryLock.isHeld(data)).isFalse();
        DirectoryLock lock = DirectoryLock.acquire(data);
        assertThat(DirectoryLock.isHeld(data)).isTrue();
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> DirectoryLock.acquire(data.resolve("../data")))
                .withMessage("the data directory " + data.resolve("../data") + " is in use by process " + OWN_PID);
        lock.close();
        lock.close();
        assertThat(DirectoryLock.isHeld(data)).isFalse();
        DirectoryLock.acquire(data).close();
    }

    @Test
    void holderSaysWhereItAnswers() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(dir)) {
            assertThat(DirectoryLock.holder(dir)).isEqualTo(new DirectoryLock.Holder(OWN_PID, null));
            lock.announce("http://127.0.0.1:8080");
            assertThat(DirectoryLock.holder(dir)).isEqualTo(new DirectoryLock.Holder(OWN_PID, "http://127.0.0.1:8080"));
        }
        assertThat(DirectoryLock.holder(dir)).isNull();
    }

    @Test
    void otherProcessKeepsUsOutUntilItDies() throws Exception {
        try (ChildJvm child = ChildJvm.start(HoldingProcess.class, dir.toString())) {
            assertThat(child.line()).isEqualTo("taken");
            assertThat(DirectoryLock.holder(dir))
                    .isEqualTo(new DirectoryLock.Holder(child.pid(), "http://127.0.0.1:1"));
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> DirectoryLock.acquire(dir))
                    .withMessage("the data directory " + dir + " is in use by process " + child.pid());
            child.kill();
            assertThat(DirectoryLock.isHeld(dir)).isFalse();
            DirectoryLock.acquire(dir).close();
        }
    }

    @Test
    void lookingAtOurOwnLockDoesNotLoseIt() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(dir)) {
            lock.announce("http://127.0.0.1:8080");
            assertThat(DirectoryLock.isHeld(dir)).isTrue();
            assertThatExceptionOfType(StartException.class).isThrownBy(() -> DirectoryLock.acquire(dir));
            try (ChildJvm child = ChildJvm.start(HoldingProcess.class, dir.toString())) {
                assertThat(child.line()).isEqualTo("the data directory " + dir + " is in use by process " + OWN_PID);
            }
        }
    }

    @Test
    void directoryThatCannotBeMadeIsOneClearSentence() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> DirectoryLock.acquire(file))
                .withMessage("the data directory " + file + " cannot be made, because " + file + " is a file");
        assertThat(DirectoryLock.isHeld(file)).isFalse();
    }

    @Test
    void directoryThatWasNeverHeldIsNotMadeByLooking() throws IOException {
        assertThat(DirectoryLock.isHeld(dir)).isFalse();
        assertThat(dir).isEmptyDirectory();
    }

    /** Takes a directory, says so and holds it until it is killed. */
    static final class HoldingProcess {

        private HoldingProcess() {}

        @SuppressWarnings("SystemOut") // Its output is what the test reads.
        public static void main(String[] arguments) throws Exception {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(arguments[0]))) {
                lock.announce("http://127.0.0.1:1");
                System.out.println("taken");
                Thread.sleep(30_000);
            } catch (StartException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
