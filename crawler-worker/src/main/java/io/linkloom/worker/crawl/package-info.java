/**
 * From an order to its visit.
 *
 * <p>{@link io.linkloom.worker.crawl.CrawlStep} is the story of one page, without threads, queues or clock. Around it:
 * {@code Turns} (whose turn is it), {@code TurnRunner} (virtual threads that take turns) and
 * {@link io.linkloom.worker.crawl.CrawlLoop} (orders in, commits out).
 */
@NullMarked
package io.linkloom.worker.crawl;

import org.jspecify.annotations.NullMarked;
