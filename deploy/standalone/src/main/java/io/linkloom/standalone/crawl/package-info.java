/**
 * A crawl in one process, from its seeds to its summary.
 *
 * <p>{@link io.linkloom.standalone.crawl.StandaloneCrawl} wires the parts in the order in which a URL flows through them:
 * a broker of its own, topics, builder, worker, HTTP API, seeds. {@link io.linkloom.standalone.crawl.DataDirectory} says
 * what lies where on disk, {@link io.linkloom.standalone.crawl.CrawlSpec} what a later run has to know of the earlier
 * ones, {@link io.linkloom.standalone.crawl.SeedList} where a crawl begins.
 */
@NullMarked
package io.linkloom.standalone.crawl;

import org.jspecify.annotations.NullMarked;
