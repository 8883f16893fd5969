package io.linkloom.worker.crawl;

/**
 * How full the crawl's hands are at one moment.
 *
 * @param inHand orders received and not done
 * @param queued of these, orders that wait for their host's turn
 * @param hosts hosts with orders, a turn, or a gap that is not over
 * @param turns hosts that are being fetched from
 */
public record CrawlGauges(int inHand, int queued, int hosts, int turns) {}
