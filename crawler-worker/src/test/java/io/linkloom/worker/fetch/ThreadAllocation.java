package io.linkloom.worker.fetch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread, a platform one, has allocated on the heap so far. */
final class ThreadAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ThreadAllocation() {}

    static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
