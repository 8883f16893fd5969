/**
 * Which host is asked next.
 *
 * <p>Orders wait in the queue of their host. A host waits in a heap for the end of its gap, which {@code Pace} decides, or of
 * the time for which it is to be left alone. Then it has its turn, or stands in the line of its address, which waits in the same
 * heap for the end of its own gap. An order that would expire on that way is given up at once.
 *
 * <p>Policy only: no thread, no socket, no clock. Times are nanoseconds on the scale of
 * {@link io.linkloom.common.runtime.Time#nanos}, passed in by the caller.
 */
@NullMarked
package io.linkloom.worker.queue;

import org.jspecify.annotations.NullMarked;
