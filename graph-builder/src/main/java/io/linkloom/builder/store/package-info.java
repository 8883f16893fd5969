/**
 * The shard on disk: bytes below, rows above.
 *
 * <p>Below, a {@link io.linkloom.builder.store.ShardStore} keeps sorted keys in {@linkplain io.linkloom.builder.store.Family
 * families} and writes many of them as one; RocksDB does that, or sorted maps in memory. Above, each family has a row and a
 * key whose bytes are documented where they are made, like a file format. {@link io.linkloom.builder.store.Shard} joins the
 * two, and is what folds, scheduler and queries see.
 *
 * <h2>What all formats have in common</h2>
 *
 * <p>A value begins with the version of its format, one byte; a version that is not known is refused with key and bytes. A
 * <i>varint</i> is a number without sign, seven bits a byte, lowest first, the high bit set in all bytes but the last. A
 * <i>text</i> is a varint, the number of its bytes, and the bytes in UTF-8. A <i>key</i> inside a value is written like a text.
 * Times are milliseconds since the epoch as varints. A page key (see {@code UrlKey}) has no byte below 0x21, so that a zero
 * byte ends it inside a longer key and ranges stay contiguous.
 *
 * <p>{@code org.rocksdb} is imported in this package and nowhere else.
 */
@NullMarked
package io.linkloom.builder.store;

import org.jspecify.annotations.NullMarked;
