/**
 * From the bytes of a page to its links and what it says of itself.
 *
 * <p>HTML is read by jsoup, which is imported here and nowhere else. Whatever the bytes are, extraction ends in time and
 * memory proportional to their number.
 */
@NullMarked
package io.linkloom.worker.extract;

import org.jspecify.annotations.NullMarked;
