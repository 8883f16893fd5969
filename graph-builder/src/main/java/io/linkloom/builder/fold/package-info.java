/**
 * Applies what arrives to a shard: records plus what is known to a change set. No thread, no Kafka, no RocksDB, no clock.
 *
 * <h2>A visit</h2>
 *
 * <p>{@link io.linkloom.builder.fold.VisitFold} keeps what became of the page; {@link io.linkloom.builder.fold.LinksFold} compares
 * the links of a visit with those of the page's last one ({@link io.linkloom.builder.fold.OutlinksDelta}), minding what the page says
 * of itself ({@link io.linkloom.builder.fold.PageSays}), whether it has another address ({@link io.linkloom.builder.fold.Move}) and
 * how long it has failed ({@link io.linkloom.builder.fold.Grace}); {@link io.linkloom.builder.fold.LinkNews} tells whom it concerns. Changes to links within the site stay in the page's own row; changes to
 * links to other sites go out, stamped with the visit's offset, to the shards of their targets. What goes out depends on the
 * partition's visits alone, so that whoever folds them again sends the same again.
 *
 * <h2>Link changes</h2>
 *
 * <p>{@link io.linkloom.builder.fold.LinkFold} writes what arrives blindly: the source knew what it was before. A stamp not
 * above the highest one of its source was applied before and is skipped.
 *
 * <h2>New pages</h2>
 *
 * <p>Both make the targets known: {@link io.linkloom.builder.fold.Discovery} decides whether a page is queued, stays known, or
 * has been found on a shorter way; {@link io.linkloom.builder.fold.SeenPages} answers most of "do we know it?" from memory.
 *
 * <p>All of it gathers in a {@link io.linkloom.builder.fold.ChangeSet}, which is written with the new offsets as one. A change
 * set that is dropped leaves nothing behind.
 */
@NullMarked
package io.linkloom.builder.fold;

import org.jspecify.annotations.NullMarked;
