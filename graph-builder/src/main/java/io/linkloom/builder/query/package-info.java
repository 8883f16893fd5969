/**
 * What the index answers: who links to a page, a prefix, a host or a site.
 *
 * <p>Reads rows and knows neither HTTP nor who owns which shard; {@link io.linkloom.builder.query.ShardLookup} finds the shard.
 */
@NullMarked
package io.linkloom.builder.query;

import org.jspecify.annotations.NullMarked;
