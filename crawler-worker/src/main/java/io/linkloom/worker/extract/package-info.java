/**
 * From the bytes of a page to its links and what it says of itself.
 *
 * <p>{@code PageText} decides which encoding a page is in. Then one of two engines reads its HTML:
 * {@link io.linkloom.worker.extract.ScannerExtractor}, our own tokenizer, goes over its bytes and builds nothing;
 * {@link io.linkloom.worker.extract.JsoupExtractor} builds jsoup's tree. Both tell one interpreter, {@code PageReader}, what comes along in the page's order: a tag that matters begins, with attributes read only if asked
 * for; it ends; a run of text. The interpreter alone knows what a link is, of which kind, in which place, with which words;
 * so the engines can differ in how they understand broken HTML, and in nothing else.
 *
 * <p>jsoup and ICU are imported here and nowhere else. Whatever the bytes are, extraction ends in time and memory
 * proportional to their number.
 */
@NullMarked
package io.linkloom.worker.extract;

import org.jspecify.annotations.NullMarked;
