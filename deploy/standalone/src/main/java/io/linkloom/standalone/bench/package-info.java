/**
 * Benchmarks: JMH for parts, each beside a yardstick in the same run, and a whole crawl of the invented web for the system.
 *
 * <p>Reads clocks, since measuring is what it is for.
 */
@NullMarked
package io.linkloom.standalone.bench;

import org.jspecify.annotations.NullMarked;
