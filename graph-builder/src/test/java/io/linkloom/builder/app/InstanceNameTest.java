package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceNameTest {
    @TempDir
    private Path directory;

    @Test
    void isTheSameAfterARestartAndAnotherInAnotherDirectory() {
        String name = InstanceName.of(Optional.empty(), directory.resolve("a"));
        assertThat(name).isNotBlank();
        assertThat(InstanceName.of(Optional.empty(), directory.resolve("a"))).isEqualTo(name);
        assertThat(InstanceName.of(Optional.empty(), directory.resolve("b"))).isNotEqualTo(name);
    }

    @Test
    void canBeChosen() {
        assertThat(InstanceName.of(Optional.of("left"), directory)).isEqualTo("left");
        assertThat(directory).isEmptyDirectory();
    }
}
