package io.linkloom.worker.crawl;

import io.linkloom.worker.queue.Pace;
import java.time.Duration;

/**
 * How much is done at once.
 *
 * @param concurrency most hosts fetched from at once
 * @param connectionsPerHost most connections to one host at once
 * @param ordersInHand no more orders are asked for while this many are not done
 * @param pace the gaps between two requests to a host, and to an address
 * @param stopWithin how long running fetches may go on when the worker stops
 */
public record CrawlLimits(int concurrency, int connectionsPerHost, int ordersInHand, Pace pace, Duration stopWithin) {}
