package io.linkloom.standalone.bench;

import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Pages to measure with: those of the invented web are on every machine, others where they are installed. */
final class PageSet {
    private static final int INVENTED_PAGES = 200;
    private static final int MAX_BODY = 4 << 20;
    /** Of Debian's packages sqlite3-doc, git-doc and r-doc-html. */
    private static final List<String> DOCUMENTATION =
            List.of("/usr/share/doc/sqlite3", "/usr/share/doc/git-doc", "/usr/share/R/doc/manual");

    private PageSet() {}

    /** Documentation that is installed here as HTML; pages of the invented web if there is none. */
    static List<PageSource> documentation() {
        List<PageSource> pages = new ArrayList<>();
        for (String folder : DOCUMENTATION) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.walk(Path.of(folder), FileVisitOption.FOLLOW_LINKS)) {
                    files.filter(file -> file.toString().endsWith(".html") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(file -> pages.add(page(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        if (pages.isEmpty()) {
            System.out.println("no documentation is installed in any of " + DOCUMENTATION + ": instead of it");
            return invented();
        }
        tell("documentation", pages);
        return pages;
    }

    private static PageSource page(Path file) {
        try {
            byte[] html = Files.readAllBytes(file);
            return source(WebUrl.parse("https://www.example.com" + file.toUri().getRawPath()), html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageSource source(WebUrl url, byte[] html) {
        return new PageSource(url, html, html.length, "text/html; charset=utf-8", "", List.of());
    }

    /** Pages of the invented web, the first that a crawl finds. */
    static List<PageSource> invented() {
        var web = InventedWebSpec.calm(50, 1_000, SamplePage.LINKS);
        LinkExtractor extractor = new ScannerExtractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));
        List<PageSource> pages = new ArrayList<>();
        try (InventedWebServer server = InventedWebServer.start(web);
                FetchedPages fetched = FetchedPages.of(new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))))) {
            SequencedSet<WebUrl> known = new LinkedHashSet<>();
            web.withPort(server.port()).seeds().forEach(seed -> known.add(WebUrl.parse(seed)));
            List<WebUrl> queue = new ArrayList<>(known);
            for (int i = 0; i < queue.size() && pages.size() < INVENTED_PAGES; i++) {
                PageSource page = source(queue.get(i), fetched.body(queue.get(i), MAX_BODY));
                pages.add(page);
                extractor.extract(page).links().stream()
                        .filter(link -> link.target().hostName().endsWith(".test") && known.add(link.target()))
                        .forEach(link -> queue.add(link.target()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tell("the invented web", pages);
        return pages;
    }

    private static void tell(String name, List<PageSource> pages) {
        long bytes = pages.stream().mapToLong(PageSource::length).sum();
        System.out.println(pages.size() + " pages of " + name + ", " + bytes / pages.size() + " bytes each");
    }
}
