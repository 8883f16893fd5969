package io.linkloom.common.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory the operating system counts for this process, native memory included; known on Linux only. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Bytes in memory now (RSS). */
    public static OptionalLong residentBytes() {
        return field("VmRSS:");
    }

    /** The most bytes that were in memory at any time so far. */
    public static OptionalLong peakResidentBytes() {
        return field("VmHWM:");
    }

    /** Finds a line such as {@code VmRSS:     12345 kB}; the unit is always 1024 bytes (proc_pid_status(5)). */
    private static OptionalLong field(String name) {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return OptionalLong.empty();
        }
    }
}
