package io.linkloom.standalone.bench;

import io.linkloom.worker.extract.ExtractEngine;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.PageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Pages and megabytes a second, from bytes to all that a page says. Yardsticks are jsoup's parser alone, and what it takes
 * to look at each byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ExtractBenchmark {
    /** Which pages. */
    @Param({"documentation", "invented"})
    private String pages;

    private final LinkExtractor scanner = engine(ExtractEngine.SCANNER);
    private final LinkExtractor jsoup = engine(ExtractEngine.JSOUP);
    private List<PageSource> sources = List.of();
    private int next;

    /** What was read besides the pages, which are the operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        private long bytes;

        /** Begins a measurement. */
        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
        }

        /** Bytes of pages, in millions. */
        public double megabytes() {
            return bytes / 1e6;
        }
    }

    private static LinkExtractor engine(ExtractEngine engine) {
        return engine.extractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));
    }

    /** Gets the pages. */
    @Setup
    public void load() {
        sources = pages.equals("invented") ? PageSet.invented() : PageSet.documentation();
    }

    private PageSource page(Read read) {
        next = next + 1 < sources.size() ? next + 1 : 0;
        PageSource page = sources.get(next);
        read.bytes += page.length();
        return page;
    }

    /** Linkloom, by default: links with their words, places and surroundings, title, language, robots directives. */
    @Benchmark
    public Extraction scanner(Read read) {
        return scanner.extract(page(read));
    }

    /** Linkloom, the same by jsoup. */
    @Benchmark
    public Extraction jsoupEngine(Read read) {
        return jsoup.extract(page(read));
    }

    /** Yardstick: jsoup's parser on the same bytes, asked for nothing. */
    @Benchmark
    public Document jsoupParserAlone(Read read) throws IOException {
        PageSource page = page(read);
        return Jsoup.parse(
                new ByteArrayInputStream(page.bytes()), "UTF-8", page.url().text());
    }

    /** Yardstick: one look at each byte. */
    @Benchmark
    public int countingBrackets(Read read) {
        int count = 0;
        for (byte b : page(read).bytes()) {
            if (b == '<') {
                count++;
            }
        }
        return count;
    }
}
