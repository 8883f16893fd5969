package io.linkloom.builder.app;

import java.util.concurrent.CancellationException;

/** How the opening of a shard goes. One thread opens, another one looks at it and may give it up. */
final class Opening {
    private volatile String sentence = "is being opened";
    private volatile boolean cancelled;

    /** What is being done, to follow the name of the shard. */
    String sentence() {
        return sentence;
    }

    void says(String now) {
        sentence = now;
    }

    /** The shard is not wanted any more. */
    void cancel() {
        cancelled = true;
    }

    /**
     * To be called now and then by who opens.
     *
     * @throws CancellationException if the shard is not wanted any more
     */
    void check() {
        if (cancelled) {
            throw new CancellationException("the shard is not wanted any more");
        }
    }
}
