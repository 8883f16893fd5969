/**
 * Which host is asked next: orders wait per host, and a host waits out its gap.
 *
 * <p>Policy only: no thread, no socket, no clock. Times are nanoseconds on the scale of
 * {@link io.linkloom.common.runtime.Time#nanos}, passed in by the caller.
 */
@NullMarked
package io.linkloom.worker.queue;

import org.jspecify.annotations.NullMarked;
