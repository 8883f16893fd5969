/**
 * The worker as a part of a process: its settings, its meters, and all its parts wired together in the order of the flow.
 */
@NullMarked
package io.linkloom.worker.app;

import org.jspecify.annotations.NullMarked;
