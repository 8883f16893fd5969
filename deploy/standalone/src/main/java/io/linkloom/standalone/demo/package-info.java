/**
 * The demonstration: a crawl of an invented web, and the proof that the index is what the web is.
 *
 * <p>{@link io.linkloom.standalone.demo.Comparison} knows nothing of links: it compares two streams of keyed facts.
 */
@NullMarked
package io.linkloom.standalone.demo;

import org.jspecify.annotations.NullMarked;
