/**
 * From the bytes of a page to its links and what it says of itself.
 *
 * <p>{@code PageText} decides which encoding a page is in. HTML is read by jsoup; jsoup and ICU are imported here and
 * nowhere else. Whatever the bytes are, extraction ends in time and
 * memory proportional to their number.
 */
@NullMarked
package io.linkloom.worker.extract;

import org.jspecify.annotations.NullMarked;
