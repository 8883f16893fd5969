package io.linkloom.worker.extract;

import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.HostsFile;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Pages that people, programs and we have written. */
final class SamplePages {
    /** Where Debian's packages sqlite3-doc, git-doc, r-doc-html and nodejs-doc have theirs. */
    private static final List<Path> DOCUMENTATION = Stream.of(
                    "/usr/share/doc/sqlite3",
                    "/usr/share/doc/git-doc",
                    "/usr/share/R/doc/manual",
                    "/usr/share/doc/nodejs/api")
            .map(Path::of)
            .toList();

    private static final int MAX_BODY = 1 << 20;
    private static final AddressGuard LOOPBACK = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));

    /**
     * A page.
     *
     * @param name where it is from
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sample(String name, byte[] html) {
        PageSource source() {
            return source(html);
        }

        static PageSource source(byte[] html) {
            WebUrl url = WebUrl.parse("http://www.a.test/dir/page.html");
            return new PageSource(url, html, html.length, "text/html", "", List.of());
        }
    }

    private SamplePages() {}

    /** Pages of documentation that is installed here, evenly taken; none where there is none. */
    static List<Sample> installed(int most) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : DOCUMENTATION) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                    found.filter(file -> file.toString().endsWith(".html") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < Math.min(most, files.size()); i++) {
            Path file = files.get((int) ((long) i * files.size() / Math.min(most, files.size())));
            samples.add(new Sample(file.toString(), Files.readAllBytes(file)));
        }
        return samples;
    }

    /** Pages of the invented web, found as a crawler finds them. */
    static List<Sample> invented(int most) throws IOException {
        InventedWebSpec spec = InventedWebSpec.calm(20, 2 * most, 40);
        HostsFile hosts = HostsFile.parse(List.of("127.0.0.1 *.test"), "test");
        try (InventedWebServer server = InventedWebServer.start(spec);
                FetchClient client = new FetchClient("Test/1", hosts, LOOPBACK, FetchLimits.DEFAULT, Time.system())) {
            return crawl(spec.withPort(server.port()), client.fetcher(), most);
        }
    }

    private static List<Sample> crawl(InventedWebSpec spec, Fetcher fetcher, int most) {
        List<Sample> pages = new ArrayList<>();
        List<WebUrl> known =
                new ArrayList<>(spec.seeds().stream().map(WebUrl::parse).toList());
        LinkExtractor extractor = new JsoupExtractor("linkloom", ExtractLimits.DEFAULT);
        for (int i = 0; i < known.size() && pages.size() < most; i++) {
            if (fetcher.fetch(FetchRequest.any(known.get(i), MAX_BODY)) instanceof FetchResult.Response response
                    && response.status() == 200) {
                byte[] html =
                        Arrays.copyOf(response.body().bytes(), response.body().length());
                pages.add(new Sample(known.get(i).hostName() + known.get(i).pathAndQuery(), html));
                for (var link : extractor.extract(Sample.source(html)).links()) {
                    if (known.size() < 20 * most && !known.contains(link.target())) {
                        known.add(link.target());
                    }
                }
            }
        }
        return pages;
    }
}
