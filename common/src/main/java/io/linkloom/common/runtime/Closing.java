package io.linkloom.common.runtime;

import java.time.Duration;

/** Closes something within a time. */
@FunctionalInterface
public interface Closing {

    /**
     * Closes it.
     *
     * @param within how long it may take
     * @return whether it has ended
     * @throws Exception what went wrong; it counts as failed and is not tried again
     */
    boolean close(Duration within) throws Exception;
}
