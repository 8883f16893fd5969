package io.linkloom.common.runtime;

/** The machine's clocks: the one place where they are read. */
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
