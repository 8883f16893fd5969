package io.linkloom.worker.crawl;

import java.time.Duration;

/**
 * How much is done at once.
 *
 * @param concurrency most hosts fetched from at once
 * @param connectionsPerHost most connections to one host at once
 * @param ordersInHand no more orders are asked for while this many are not done
 * @param delay the gap between two requests to a host that asks for no longer one
 * @param stopWithin how long running fetches may go on when the worker stops
 */
public record CrawlLimits(
        int concurrency, int connectionsPerHost, int ordersInHand, Duration delay, Duration stopWithin) {}
