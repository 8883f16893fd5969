package io.linkloom.standalone.frontier;

import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a simulation of the frontier showed, each number beside what it has to be. For one thread. */
public final class FrontierFigures {
    /** The columns of a listing. */
    public static final List<Column> COLUMNS =
            List.of(Column.whole("what"), Column.whole("value"), Column.whole("target"), Column.whole("met"));

    private static final double LEAST_USED = 0.95;
    private static final double MOST_OF_OTHERS = 0.01;
    private static final double LEAST_OF_BEST = 0.7;
    private static final long NANOS_A_MILLI = 1_000_000;

    private record Figure(String what, String value, String target, boolean met) {}

    private final List<Figure> figures = new ArrayList<>();

    /** Adds one that nothing is asked of. */
    void plain(String what, String value) {
        figures.add(new Figure(what, value, "", true));
    }

    /** Adds how long something took. */
    void took(String what, long nanos) {
        plain(what, Figures.took(Duration.ofNanos(nanos)));
    }

    /** Adds one with what it has to be. */
    void judged(String what, String value, String target, boolean met) {
        figures.add(new Figure(what, value, target, met));
    }

    /** Adds what was seen. */
    void of(FrontierPlan plan, Witness witness, SimulatedWorker worker, long nanos) {
        GapWatch gaps = witness.gaps();
        Allowance allowance = witness.allowance();
        double seconds = nanos / 1e9;
        plain("hosts", Figures.count(plan.hosts()));
        plain("time simulated", Figures.clock(Duration.ofNanos(nanos)));
        plain("requests", Figures.count(gaps.requests()));
        plain("pages fetched", Figures.count(witness.fetched()));
        plain("pages fetched a second", Figures.rate(witness.fetched() / seconds));
        plain("visits that failed", Figures.count(witness.failed()));
        plain("orders that expired", Figures.count(worker.expired()));
        judged(
                "of what politeness allows, used",
                percent(allowance.share()),
                "at least " + percent(LEAST_USED),
                allowance.share() >= LEAST_USED);
        plain("slots with nothing that may be asked", percent(allowance.idle()));
        judged("requests before their time", Figures.count(gaps.broken()), "0", gaps.broken() == 0);
        if (gaps.smallestSpareNanos() < Long.MAX_VALUE) {
            plain("smallest gap of a host, beyond its rule", millis(gaps.smallestSpareNanos()));
        }
        if (gaps.smallestAddressSpareNanos() < Long.MAX_VALUE) {
            plain("smallest gap of an address, beyond its rule", millis(gaps.smallestAddressSpareNanos()));
        }
        share("the trap's share of pages", witness.shareOf(SimulatedWeb.Owner.TRAP));
        share("the farm's share of pages", witness.shareOf(SimulatedWeb.Owner.FARM));
        coverage(plan, witness);
    }

    private void coverage(FrontierPlan plan, Witness witness) {
        plain("sites covered", Figures.count(witness.covered()) + " of " + Figures.count(plan.hosts()));
        for (double share : new double[] {0.001, 0.01, 0.1, 1}) {
            int least = witness.referrersOfTop(share);
            plain(
                    "covered of living sites with " + Figures.count(least) + " referring sites or more",
                    percent(witness.coveredOf(least)));
        }
        double correlation = witness.coverageByReferrers();
        double best = witness.bestCoverage();
        judged(
                "rank correlation of coverage and referring sites",
                String.format(Locale.ROOT, "%.2f", correlation),
                String.format(
                        Locale.ROOT,
                        "at least %.2f (%.1f of the best order's %.2f; 0 by lot)",
                        LEAST_OF_BEST * best,
                        LEAST_OF_BEST,
                        best),
                correlation >= LEAST_OF_BEST * best);
    }

    private void share(String what, double share) {
        judged(what, percent(share), "at most " + percent(MOST_OF_OTHERS), share <= MOST_OF_OTHERS);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / (double) NANOS_A_MILLI);
    }

    /** Writes them all. */
    public void writeTo(Listing listing) {
        figures.forEach(figure -> listing.row(
                figure.what, figure.value, figure.target, figure.target.isEmpty() ? "" : figure.met ? "yes" : "no"));
    }

    /** Whether all are as they have to be. */
    public boolean allMet() {
        return figures.stream().allMatch(Figure::met);
    }

    /** Whether there is a figure of that name and it is as it has to be. */
    public boolean isMet(String what) {
        return figures.stream().anyMatch(figure -> figure.what.equals(what) && figure.met);
    }

    /** The value of a figure, empty if there is none of that name. */
    public String value(String what) {
        return figures.stream()
                .filter(figure -> figure.what.equals(what))
                .map(Figure::value)
                .findFirst()
                .orElse("");
    }
}
