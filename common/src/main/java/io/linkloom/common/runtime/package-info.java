/**
 * What every process has around its work: time, service threads, the order of closing, health, metrics, the HTTP server
 * and the lock on the data directory.
 *
 * <p>This is the only package that reads a clock or starts a service thread. Policy elsewhere is handed the time, and
 * what runs in a loop is written as a {@link io.linkloom.common.runtime.Loop}, so that a test steps it by hand.
 */
@NullMarked
package io.linkloom.common.runtime;

import org.jspecify.annotations.NullMarked;
