package io.linkloom.common.runtime;

/**
 * Work that is done again and again by one thread: a plain object without a thread of its own.
 *
 * <p>A {@link LoopRunner} owns thread, idling, errors and close. A test calls {@link #doWork} by hand instead.
 */
public interface Loop {

    /** What the thread and the health component are called. */
    String name();

    /**
     * Does a bounded amount of work and returns.
     *
     * @return how much was done, in units of the loop's choice; zero or less lets the runner idle
     * @throws Exception when the loop cannot go on; it is not called again
     */
    int doWork() throws Exception;

    /** Releases what the loop owns; called once, by the loop's own thread, also after a failure. */
    default void onClose() throws Exception {}
}
