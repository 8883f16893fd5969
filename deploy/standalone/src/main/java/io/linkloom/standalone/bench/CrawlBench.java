package io.linkloom.standalone.bench;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.ProcessMemory;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlStatus;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Crawls an invented web, served by another process, with everything a crawl has, and says what that cost. */
public final class CrawlBench {
    private final WebProcess web;
    private final DataDirectory data;
    private final Config config;
    private final Terminal terminal;

    /** A measurement in a directory of its own, with a config that may connect to the web. */
    public CrawlBench(WebProcess web, DataDirectory data, Config config, Terminal terminal) {
        this.web = web;
        this.data = data;
        this.config = config;
        this.terminal = terminal;
    }

    /** What came of a measurement. */
    public sealed interface Result {
        /** The crawl came to its end. */
        record Finished(CrawlFigures figures) implements Result {}

        /** It did not. */
        record Ended(String why) implements Result {}
    }

    /** Crawls to the end. */
    public Result run(StopSignal stop) throws IOException, InterruptedException {
        Time time = Time.system();
        Costs costs;
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request(), time)) {
            Costs before = costs(crawl, time);
            Ending ending = new CrawlWatch(crawl, terminal, stop, time).await();
            costs = costs(crawl, time).since(before);
            switch (ending) {
                case Ending.Finished _ -> {}
                case Ending.Stopped _ -> {
                    return new Result.Ended("the crawl was stopped");
                }
                case Ending.Failed(String sentence) -> {
                    return new Result.Ended(sentence);
                }
            }
        }
        return new Result.Finished(new CrawlFigures(
                costs.status.pages(),
                costs.status.links(),
                Duration.ofNanos(costs.nanos),
                costs.cpu,
                costs.webCpu,
                bytesIn(data.shards()),
                ProcessMemory.peakResidentBytes().orElse(0)));
    }

    private CrawlRequest request() {
        Set<WebUrl> seeds = new LinkedHashSet<>();
        web.web().seeds().forEach(seed -> seeds.add(WebUrl.parse(seed)));
        return new CrawlRequest(data, config, seeds, Scope.Kind.ANY, null, CrawlBudget.NONE);
    }

    private record Costs(CrawlStatus status, long nanos, Duration cpu, Duration webCpu) {
        Costs since(Costs before) {
            return new Costs(status, nanos - before.nanos, cpu.minus(before.cpu), webCpu.minus(before.webCpu));
        }
    }

    private Costs costs(StandaloneCrawl crawl, Time time) {
        return new Costs(crawl.status(), time.nanos(), cpu(), web.cpu());
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
