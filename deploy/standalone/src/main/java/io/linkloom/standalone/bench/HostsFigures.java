package io.linkloom.standalone.bench;

import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code linkloom bench hosts} found.
 *
 * @param pairs rounds without and with the host that never answers, one after the other
 */
public record HostsFigures(List<Pair> pairs) {
    private static final List<Column> COLUMNS = List.of(
            Column.whole("dead host"),
            Column.whole("pages"),
            Column.whole("pages/s"),
            Column.whole("pages/CPU s"),
            Column.whole("orders"),
            Column.whole("add p50"),
            Column.whole("add p99"),
            Column.whole("add max"),
            Column.whole("take p50"),
            Column.whole("take p99"),
            Column.whole("take max"));

    /** Two rounds that differ in the dead host only. */
    public record Pair(Round without, Round with) {}

    /**
     * One round.
     *
     * @param pages of hosts that answer
     * @param wallSeconds from the first of their visits to the last
     * @param cpuSeconds of this process meanwhile: worker and broker
     * @param adding time of adding an order to the queues
     * @param taking time of taking one
     */
    record Round(long pages, double wallSeconds, double cpuSeconds, CallTimes adding, CallTimes taking) {
        double rate() {
            return pages / wallSeconds;
        }

        double ratePerCpu() {
            return pages / cpuSeconds;
        }
    }

    /** Writes a row for each round, times in microseconds, and then what the dead host made of the others' speed. */
    public void print(Format format, Terminal terminal) {
        try (Listing listing = Listing.of(format, COLUMNS, terminal)) {
            for (Pair pair : pairs) {
                row(listing, "no", pair.without());
                row(listing, "yes", pair.with());
            }
        }
        if (format == Format.TABLE) {
            terminal.say("adding " + micros(all(true).microsOf(0.99)) + ", taking "
                    + micros(all(false).microsOf(0.99))
                    + " at the 99th percentile, in microseconds; the target is under 10");
            terminal.say("speed of the others with a dead host, in percent of that without: "
                    + percents(pairs.stream()
                            .map(pair -> pair.with().rate() / pair.without().rate())
                            .toList())
                    + " by the clock, "
                    + percents(pairs.stream()
                            .map(pair ->
                                    pair.with().ratePerCpu() / pair.without().ratePerCpu())
                            .toList())
                    + " by processor time; the target is over 98");
        }
    }

    private static void row(Listing listing, String dead, Round round) {
        listing.row(
                dead,
                round.pages(),
                Math.round(round.rate()),
                Math.round(round.ratePerCpu()),
                round.adding().calls(),
                micros(round.adding().microsOf(0.5)),
                micros(round.adding().microsOf(0.99)),
                micros(round.adding().longestMicros()),
                micros(round.taking().microsOf(0.5)),
                micros(round.taking().microsOf(0.99)),
                micros(round.taking().longestMicros()));
    }

    private CallTimes all(boolean adding) {
        CallTimes all = new CallTimes();
        pairs.stream()
                .flatMap(pair -> List.of(pair.without(), pair.with()).stream())
                .map(round -> adding ? round.adding() : round.taking())
                .forEach(all::addAll);
        return all;
    }

    private static double micros(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** The median, and between which values all of them are. */
    private static String percents(List<Double> ratios) {
        List<Double> sorted = new ArrayList<>(ratios);
        sorted.sort(Double::compare);
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", median * 100, sorted.getFirst() * 100, sorted.getLast() * 100);
    }
}
