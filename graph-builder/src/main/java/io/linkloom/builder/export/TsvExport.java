package io.linkloom.builder.export;

import io.linkloom.builder.query.Backlink;
import io.linkloom.builder.query.LinkScan;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the whole index as two gzipped tab-separated files with a header line, UTF-8, {@code \n}.
 *
 * <ul>
 *   <li>{@code links.tsv.gz}: source, target, kind, rel, anchor, first_seen, lost_at, lost_reason, follow; every link, internal and
 *       external, lost ones included; follow is true or false; sorted by target, then source
 *   <li>{@code pages.tsv.gz}: url, state, outcome, status, fetched_at, depth; every known page; sorted by url
 * </ul>
 *
 * <p>Sorted means in order of bytes, as {@code LC_ALL=C sort} has it. Times are ISO 8601 in UTC, empty where there is none. White
 * space and control characters within a field are written as one space each. A file appears under its name only when it is whole.
 */
public final class TsvExport {
    private static final String LINKS_HEADER =
            "source\ttarget\tkind\trel\tanchor\tfirst_seen\tlost_at\tlost_reason\tfollow";
    private static final String PAGES_HEADER = "url\tstate\toutcome\tstatus\tfetched_at\tdepth";
    private static final int PROGRESS_EVERY = 100_000;

    /** How many of each were written. */
    public record Written(long links, long pages) {}

    private final Sites sites;
    private final Path directory;
    private final LongConsumer progress;
    private long rows;

    /**
     * Exports into {@code directory}, which is made if it is missing.
     *
     * @param progress hears now and then how many rows were read
     */
    public TsvExport(Sites sites, Path directory, LongConsumer progress) {
        this.sites = sites;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Writes both files.
     *
     * @throws IOException if the directory cannot be written to
     */
    public Written write(Iterable<Shard> shards) throws IOException {
        Files.createDirectories(directory);
        try (SortedLines links = new SortedLines(directory);
                SortedLines pages = new SortedLines(directory)) {
            for (Shard shard : shards) {
                collectLinks(shard, links);
                collectPages(shard, pages);
            }
            writeFile("links.tsv.gz", LINKS_HEADER, links);
            writeFile("pages.tsv.gz", PAGES_HEADER, pages);
            return new Written(links.size(), pages.size());
        }
    }

    private void collectLinks(Shard shard, SortedLines lines) throws IOException {
        LinkScan scan = new LinkScan(shard, sites);
        try {
            scan.external(Shard.ALL, link -> add(link, lines));
            scan.internal(Shard.ALL, _ -> true, link -> add(link, lines));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private boolean add(Backlink link, SortedLines lines) {
        try {
            // A space sorts before every character of a URL, so that the order is that of target, then source.
            lines.add(link.target().text() + ' ' + link.source().text(), line(link));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        countRow();
        return true;
    }

    private static String line(Backlink link) {
        LostReason lost = link.lostReason();
        return link.source().text()
                + '\t'
                + link.target().text()
                + '\t'
                + link.kind().label()
                + '\t'
                + RelToken.text(link.rel())
                + '\t'
                + field(link.anchor())
                + '\t'
                + time(link.firstSeenMillis())
                + '\t'
                + time(link.lostAtMillis())
                + '\t'
                + (lost == null ? "" : lost.label())
                + '\t'
                + link.isFollow();
    }

    private void collectPages(Shard shard, SortedLines lines) throws IOException {
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                String url = pages.key().url().text();
                lines.add(url, line(url, pages.row()));
                countRow();
            }
        }
    }

    private static String line(String url, PageRow page) {
        PageRow.LastVisit visit = page.lastVisit();
        String visited = visit == null
                ? "\t\t"
                : visit.outcome().label()
                        + '\t'
                        + (visit.status() == 0 ? "" : visit.status())
                        + '\t'
                        + time(visit.fetchedAtMillis());
        return url + '\t' + page.state().name().label() + '\t' + visited + '\t' + page.depth();
    }

    private void countRow() {
        if (++rows % PROGRESS_EVERY == 0) {
            progress.accept(rows);
        }
    }

    private void writeFile(String name, String header, SortedLines lines) throws IOException {
        Path part = directory.resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(part), 1 << 16))) {
            Consumer<String> sink = line -> writeLine(out, line);
            sink.accept(header);
            lines.drainTo(sink);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeLine(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String time(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }

    private static String field(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return text.replaceAll("[\\x00-\\x1f\\x7f]", " ");
            }
        }
        return text;
    }
}
