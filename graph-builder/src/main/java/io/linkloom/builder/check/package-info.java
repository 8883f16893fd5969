/**
 * Counts a whole index again and says where it contradicts itself.
 *
 * <p>Most of an index is there twice: a link at its source and at its target, a number and what it counts, a page's state and its
 * place in a queue. {@link io.linkloom.builder.check.Check} walks through both sides of each such
 * {@link io.linkloom.builder.check.Relation relation} and enters them into a {@link io.linkloom.builder.check.Ledger}, which
 * needs a fixed amount of memory however large the index is.
 */
@NullMarked
package io.linkloom.builder.check;

import org.jspecify.annotations.NullMarked;
