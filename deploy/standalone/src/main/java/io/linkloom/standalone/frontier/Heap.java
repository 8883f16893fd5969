package io.linkloom.standalone.frontier;

import java.lang.management.ManagementFactory;

/** The heap after everything that nobody needs is gone. */
final class Heap {
    private static final int ROUNDS = 3;

    private Heap() {}

    /** Bytes that objects take which are still needed. */
    static long used() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
