/** Inputs that nobody wrote, for everything that reads what the web sends. */
@NullMarked
package io.linkloom.worker.fuzz;

import org.jspecify.annotations.NullMarked;
