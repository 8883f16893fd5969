/**
 * The graph builder as a running thing.
 *
 * <p>{@link io.linkloom.builder.app.Builder} wires it in the order of the flow. {@link io.linkloom.builder.app.FoldLoop} is that
 * flow: what arrives is folded, what others must know is sent, and only then is all of it written with the offsets it came
 * from; then new orders are given. {@link io.linkloom.builder.app.OpenShards} lets other threads read meanwhile, and
 * {@link io.linkloom.builder.app.OfflineShards} reads what a builder left behind. {@link io.linkloom.builder.app.SteppedBuilder} is the same flow, stepped by hand.
 */
@NullMarked
package io.linkloom.builder.app;

import org.jspecify.annotations.NullMarked;
