package io.linkloom.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Wall time, and processor time of the whole process, native threads and garbage collection included, but for what this thread
 * spends while paused. For one thread.
 */
final class Stopwatch {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long wallNanos;
    private long cpuNanos;
    private long threadNanos;

    /** Begins at nothing, paused. */
    Stopwatch() {}

    /** Takes the time of what follows; it ends with {@link #pause}. */
    void go() {
        wallNanos -= System.nanoTime();
        threadNanos -= THREADS.getCurrentThreadCpuTime();
    }

    /** Ends what {@link #go} began. */
    void pause() {
        wallNanos += System.nanoTime();
        threadNanos += THREADS.getCurrentThreadCpuTime();
    }

    /** Takes the time of the process from here on; ends with {@link #end}. */
    void begin() {
        cpuNanos += THREADS.getCurrentThreadCpuTime() - PROCESS.getProcessCpuTime();
    }

    /** Ends what {@link #begin} began, paused. */
    void end() {
        cpuNanos += PROCESS.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime();
    }

    double wallSeconds() {
        return wallNanos / 1e9;
    }

    /** Of this thread alone. */
    double threadSeconds() {
        return threadNanos / 1e9;
    }

    double cpuSeconds() {
        // The system tells a process's time in ticks, which can be fewer than what the thread alone took.
        return Math.max(threadNanos, cpuNanos + threadNanos) / 1e9;
    }
}
