package io.linkloom.standalone.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a measured crawl cost.
 *
 * @param pages visits
 * @param links live links in the index at the end
 * @param wall from the first seed to an empty frontier
 * @param cpu processor time of this process in that time: worker, builder, broker, collectors
 * @param webCpu processor time of the web server's process in that time
 * @param indexBytes the shards on disk after a clean close
 * @param peakBytes most resident memory of this process since it started
 */
public record CrawlFigures(
        long pages, long links, Duration wall, Duration cpu, Duration webCpu, long indexBytes, long peakBytes) {

    /** Figure by name with its unit, in the order in which they are printed. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("pages", String.format(Locale.ROOT, "%,d", pages));
        named.put("links", String.format(Locale.ROOT, "%,d", links));
        named.put("wall time", number(wall.toMillis() / 1000.0) + " s");
        named.put("pages/s", number(pages * 1000.0 / wall.toMillis()));
        named.put("links/s folded", String.format(Locale.ROOT, "%,d", links * 1000 / wall.toMillis()));
        named.put("CPU a page, crawler", number(cpu.toNanos() / 1e6 / pages) + " ms");
        named.put("CPU a page, web server", number(webCpu.toNanos() / 1e6 / pages) + " ms");
        named.put("index on disk", number(indexBytes / 1e6) + " MB");
        named.put("bytes a link on disk", number((double) indexBytes / links));
        named.put("peak memory", number(peakBytes / 1e6) + " MB");
        return named;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
