package io.linkloom.standalone.crawl;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lies where in the directory of a crawl.
 *
 * <pre>
 * lock           held by the process that uses the directory; says which one, and where its API is
 * crawl          what the crawl was started with, see {@link CrawlSpec}
 * kafka/         the broker's
 * shards/N/      the index, a RocksDB for each partition
 * linkloom.log   warnings
 * </pre>
 *
 * @param path the directory
 */
public record DataDirectory(Path path) {

    /** Where {@link CrawlSpec} is kept. */
    public Path crawlFile() {
        return path.resolve("crawl");
    }

    /** The broker's data. */
    public Path kafka() {
        return path.resolve("kafka");
    }

    /** The index. */
    public Path shards() {
        return path.resolve("shards");
    }

    /** Warnings of the processes that used the directory. */
    public Path log() {
        return path.resolve("linkloom.log");
    }

    /** Whether a crawl ever began here. */
    public boolean hasIndex() {
        return Files.isDirectory(shards());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
