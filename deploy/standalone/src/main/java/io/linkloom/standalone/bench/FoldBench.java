package io.linkloom.standalone.bench;

import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.ProcessMemory;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.ProgressLine;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.testkit.stream.LinkStream;
import io.linkloom.testkit.stream.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Folds an invented crawl and its recrawl into shards on disk, by the folds and stores that a builder has, and says what a link
 * costs. What it leaves out of a builder is Kafka, the reading of records, and the scheduler.
 */
public final class FoldBench {
    /** What is measured, and with what. */
    public record Plan(
            long links,
            int shards,
            int linksInABatch,
            long memoryBytes,
            long ingestFromBytes,
            InternalLinks internalLinks) {
        Plan of(long otherLinks) {
            return new Plan(otherLinks, shards, linksInABatch, memoryBytes, ingestFromBytes, internalLinks);
        }
    }

    private static final int SMALLER = 10;
    private static final long WARM_UP_LINKS = 400_000;
    private static final int VISITS_AT_ONCE = 500;

    private final Plan plan;
    private final Path directory;
    private final Terminal terminal;
    private final FoldFigures figures = new FoldFigures();

    /** A measurement in an empty directory. */
    public FoldBench(Plan plan, Path directory, Terminal terminal) {
        this.plan = plan;
        this.directory = directory;
        this.terminal = terminal;
    }

    /** Measures; takes about three microseconds a link. */
    public FoldFigures run() throws IOException, InterruptedException {
        smaller(plan.of(Math.min(WARM_UP_LINKS, plan.links)), "warming up");
        Pass small = smaller(plan.of(plan.links / SMALLER), "a tenth");
        StreamVisits visits = new StreamVisits(new LinkStream(StreamSpec.of(plan.links)));
        try (FoldRig rig = rig(plan, "all")) {
            Pass first = pass(rig, visits, 0, plan, "first visits");
            Pass again = pass(rig, visits, 1, plan, "visits again");
            figures.rate("links folded", first.links, first.watch);
            figures.share("time of the folding thread", first.watch);
            figures.rate("links folded, a tenth of them", small.links, small.watch);
            figures.ratio("all to a tenth", first.perCpuSecond() / small.perCpuSecond());
            figures.rate("links folded again, mostly unchanged", again.links, again.watch);
            memory(rig);
            merge(rig, first.links);
            disk(rig, first.links);
            new ReadBench(rig, visits, figures).run();
        }
        new SortYardstick(visits, directory).run(figures);
        return figures;
    }

    private Pass smaller(Plan smaller, String what) throws IOException, InterruptedException {
        StreamVisits visits = new StreamVisits(new LinkStream(StreamSpec.of(smaller.links)));
        Path place = directory.resolve(what.replace(' ', '-'));
        try (FoldRig rig = rig(smaller, what.replace(' ', '-'))) {
            return pass(rig, visits, 0, smaller, what);
        } finally {
            BenchFiles.delete(place);
        }
    }

    private FoldRig rig(Plan of, String name) throws IOException {
        return new FoldRig(
                Files.createDirectories(directory.resolve(name)),
                of.shards,
                of.memoryBytes,
                of.ingestFromBytes,
                of.internalLinks);
    }

    private record Pass(long links, Stopwatch watch) {
        double perCpuSecond() {
            return links / watch.cpuSeconds();
        }
    }

    /** Visits are made while the watch is paused, and folded while it goes. */
    private Pass pass(FoldRig rig, StreamVisits visits, int round, Plan of, String what) throws InterruptedException {
        Stopwatch watch = new Stopwatch();
        ProgressLine progress = new ProgressLine(terminal, System.nanoTime());
        long links = 0;
        watch.begin();
        for (int from = 0; from < visits.size(); from += VISITS_AT_ONCE) {
            List<PageVisit> made = visits.visits(from, Math.min(visits.size(), from + VISITS_AT_ONCE), round);
            for (PageVisit visit : made) {
                links += visit.links().size();
            }
            watch.go();
            rig.fold(made, of.linksInABatch);
            watch.pause();
            if (progress.due(System.nanoTime())) {
                progress.show(
                        String.format(
                                Locale.ROOT,
                                "%s: %s of %s pages, %s links/s",
                                what,
                                Figures.count(from),
                                Figures.count(visits.size()),
                                Figures.rate(links / watch.wallSeconds())),
                        System.nanoTime());
            }
        }
        watch.go();
        rig.foldRest();
        rig.settle();
        watch.pause();
        watch.end();
        progress.clear();
        return new Pass(links, watch);
    }

    private void merge(FoldRig rig, long links) {
        Stopwatch watch = new Stopwatch();
        watch.begin();
        watch.go();
        rig.compact();
        watch.pause();
        watch.end();
        figures.rate("links merged completely", links, watch);
    }

    private void memory(FoldRig rig) {
        var use = rig.memory();
        figures.size("memory for blocks", use.blocks());
        figures.size("memory for rows not on disk", use.writeBuffers());
        figures.size("memory for filters and indexes", use.tables());
        ProcessMemory.residentBytes().ifPresent(bytes -> figures.size("memory of the process, heap included", bytes));
    }

    private void disk(FoldRig rig, long links) {
        Map<Family, Long> bytes = rig.bytesOnDisk();
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        figures.bytesALink("bytes a link on disk", (double) all / links);
        bytes.forEach((family, share) -> {
            if (share > 0) {
                figures.bytesALink("  " + family.label(), (double) share / links);
            }
        });
    }
}
