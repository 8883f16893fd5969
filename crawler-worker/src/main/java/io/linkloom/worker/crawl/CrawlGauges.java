package io.linkloom.worker.crawl;

/**
 * How full the crawl's hands are at one moment.
 *
 * @param inHand orders received and not done
 * @param queued of these, orders that wait for their host's turn
 * @param hosts hosts with orders, a turn, or a gap that is not over
 * @param blocked of these, hosts that have to be left alone for longer than a usual gap
 * @param inLine of these, hosts that are ready and wait for their address
 * @param turns hosts that are being fetched from
 */
public record CrawlGauges(int inHand, int queued, int hosts, int blocked, int inLine, int turns) {}
