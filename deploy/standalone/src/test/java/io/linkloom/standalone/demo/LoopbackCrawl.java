package io.linkloom.standalone.demo;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Crawls of an invented web on this machine, all with the same data. */
record LoopbackCrawl(Path directory) {

    DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    /** A crawl of all of the web, without delays. */
    CrawlRequest request(InventedWebSpec web, String... settings) throws IOException {
        Path hosts = directory.resolve("hosts");
        web.hostsFile(hosts);
        List<Flag> flags = new ArrayList<>(List.of(
                Flag.set("fetch.hosts-file=" + hosts),
                Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                Flag.set("worker.delay=0s")));
        for (String setting : settings) {
            flags.add(Flag.set(setting));
        }
        Config config = Config.load(OneProcessSettings.ALL, List.of(Source.flags(flags)));
        Set<WebUrl> seeds =
                web.seeds().stream().map(WebUrl::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        return new CrawlRequest(data(), config, seeds, Scope.Kind.ANY, null, CrawlBudget.NONE);
    }

    /** Crawls until the crawl ends by itself, or until it should be stopped. */
    static Ending crawl(CrawlRequest request, Predicate<StandaloneCrawl> stopWhen) throws InterruptedException {
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request, Time.system());
                StopSignal stop = StopSignal.byHand()) {
            Thread watcher = Thread.ofVirtual().start(() -> requestWhen(() -> stopWhen.test(crawl), stop));
            CapturedTerminal terminal = new CapturedTerminal(false, 100);
            Ending ending = new CrawlWatch(crawl, terminal.terminal(), stop, Time.system()).await();
            watcher.interrupt();
            watcher.join();
            return ending;
        }
    }

    private static void requestWhen(BooleanSupplier condition, StopSignal stop) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        stop.request();
    }
}
