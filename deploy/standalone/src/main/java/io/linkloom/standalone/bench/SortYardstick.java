package io.linkloom.standalone.bench;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.UrlKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The least that could be done with the same links: those of a batch sorted in memory, and their bytes written to a file one after
 * the other. Nothing is compared with what was before, merged, or found again.
 */
final class SortYardstick {
    private static final int LINKS_AT_ONCE = 250_000;
    private static final long MOST_LINKS = 5_000_000;
    private static final int VISITS_AT_ONCE = 100;

    private final StreamVisits visits;
    private final Path directory;

    SortYardstick(StreamVisits visits, Path directory) {
        this.visits = visits;
        this.directory = directory;
    }

    void run(FoldFigures figures) throws IOException {
        Path file = directory.resolve("sorted");
        Stopwatch watch = new Stopwatch();
        long links = 0;
        watch.begin();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            int next = 0;
            while (next < visits.size() && links < MOST_LINKS) {
                List<byte[]> batch = new ArrayList<>();
                for (; next < visits.size() && batch.size() < LINKS_AT_ONCE; next += VISITS_AT_ONCE) {
                    add(visits.visits(next, Math.min(visits.size(), next + VISITS_AT_ONCE), 0), batch);
                }
                byte[][] sorted = batch.toArray(new byte[0][]);
                watch.go();
                write(sorted, out);
                watch.pause();
                links += sorted.length;
            }
        } finally {
            watch.end();
            Files.delete(file);
        }
        figures.yardstick("yardstick: links sorted and written", links, watch);
    }

    private static void add(List<PageVisit> visits, List<byte[]> batch) {
        for (PageVisit visit : visits) {
            byte[] source = UrlKey.of(visit.url());
            for (Link link : visit.links()) {
                byte[] target = UrlKey.of(link.target());
                byte[] edge = Arrays.copyOf(target, target.length + 1 + source.length);
                System.arraycopy(source, 0, edge, target.length + 1, source.length);
                batch.add(edge);
            }
        }
    }

    private static void write(byte[][] edges, OutputStream out) throws IOException {
        Arrays.sort(edges, Arrays::compareUnsigned);
        for (byte[] edge : edges) {
            out.write(edge);
        }
    }
}
