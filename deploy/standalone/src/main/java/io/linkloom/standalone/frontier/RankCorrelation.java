package io.linkloom.standalone.frontier;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's of the ranks, where equals share the mean of theirs. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** From -1 to 1; 0 where one side is all equal. */
    static double of(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (x.length + 1) / 2.0;
        double both = 0;
        double xs = 0;
        double ys = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - mean) * (y[i] - mean);
            xs += (x[i] - mean) * (x[i] - mean);
            ys += (y[i] - mean) * (y[i] - mean);
        }
        return xs == 0 || ys == 0 ? 0 : both / Math.sqrt(xs * ys);
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            double shared = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                ranks[order[i]] = shared;
            }
            from = to;
        }
        return ranks;
    }

    /** The value below which a share of the values lies. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }
}
