/**
 * The link stream: what the visits of a crawl show, at any size and as fast as it can be folded, without a server, a page or a
 * fetch. It is for measuring the index, and shaped like what indexes meet: sites of Zipf sizes, navigation that repeats on
 * every page of a site, a few targets that everybody links to, pages that mostly stay as they are.
 *
 * <p>Each page is a pure function of the seed, its number and the round; nothing is kept but two numbers a site.
 */
@NullMarked
package io.linkloom.testkit.stream;

import org.jspecify.annotations.NullMarked;
