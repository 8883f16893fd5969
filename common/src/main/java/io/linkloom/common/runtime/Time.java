package io.linkloom.common.runtime;

/** The two clocks. Implementations may be used by any number of threads. */
public interface Time {

    /** Milliseconds since 1970-01-01 UTC; may jump when the machine's clock is set. */
    long millis();

    /** Nanoseconds since an arbitrary moment; never goes back; only differences mean something. */
    long nanos();

    /** The machine's clocks. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
