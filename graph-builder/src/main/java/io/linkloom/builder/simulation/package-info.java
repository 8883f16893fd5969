/**
 * The builder in a made-up world: the real folds, stores and loop over topics in memory, with time and faults drawn from a seed,
 * so that whatever goes wrong goes wrong again.
 *
 * <p>{@link io.linkloom.builder.simulation.NaiveIndex} says what the index has to be in the end.
 */
@NullMarked
package io.linkloom.builder.simulation;

import org.jspecify.annotations.NullMarked;
