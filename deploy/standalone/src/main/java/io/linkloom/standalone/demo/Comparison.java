package io.linkloom.standalone.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares two sets of facts, each a key and what is said of it, that come in any order and need not fit into memory.
 *
 * <p>Of each expected fact a {@link FactTable} keeps 16 bytes, so that two different texts pass for equal with a
 * probability of about 2⁻⁶⁴ each. The texts of the first differences are found by streaming the expected facts again.
 */
public final class Comparison {

    /** How many differences of each sort are kept as text. */
    public static final int MOST_SHOWN = 10;

    /** Facts that can be streamed more than once. */
    @FunctionalInterface
    public interface Facts {
        /** Hands over all facts. */
        void forEach(Sink sink);
    }

    /** Takes facts. */
    @FunctionalInterface
    public interface Sink {
        /** Takes one. */
        void accept(String key, String said);
    }

    /**
     * What came out; counts of all, texts of the first.
     *
     * @param expected facts that should be there, each key once
     * @param missing should be there and are not
     * @param unexpected are there and should not be, or are there twice
     * @param different are there and say something else
     */
    public record Result(long expected, Differences missing, Differences unexpected, Differences different) {

        /** Whether nothing differs. */
        public boolean allEqual() {
            return differences() == 0;
        }

        /** All differences. */
        public long differences() {
            return missing.count() + unexpected.count() + different.count();
        }
    }

    /**
     * Differences of one sort.
     *
     * @param count all of them
     * @param first the first as text
     */
    public record Differences(long count, List<String> first) {}

    private final Facts expected;
    private final FactTable table = new FactTable();
    private final Found unexpected = new Found();
    private final Found different = new Found();

    private Comparison(Facts expected) {
        this.expected = expected;
    }

    /** Compares. */
    public static Result of(Facts expected, Facts actual) {
        return new Comparison(expected).with(actual);
    }

    private Result with(Facts actual) {
        expected.forEach((key, said) -> {
            if (!table.expect(key, said)) {
                throw new IllegalArgumentException("expected twice: " + key);
            }
        });
        actual.forEach(this::check);
        Differences missing = missing();
        explainDifferent();
        return new Result(table.size(), missing, unexpected.differences(), different.differences());
    }

    private void check(String key, String said) {
        switch (table.meet(key, said)) {
            case EQUAL -> {}
            case UNKNOWN -> unexpected.add(key, said);
            case AGAIN -> unexpected.add(key, said + " (twice)");
            case DIFFERENT -> different.add(key, said);
        }
    }

    private Differences missing() {
        Found missing = new Found();
        if (table.unmet() > 0) {
            expected.forEach((key, said) -> {
                if (!table.isMet(key)) {
                    missing.add(key, said);
                }
            });
        }
        return missing.differences();
    }

    /** Puts what was expected beside what was found. */
    private void explainDifferent() {
        if (different.count > 0) {
            expected.forEach((key, said) -> {
                int at = different.keys.indexOf(key);
                if (at >= 0) {
                    different.texts.set(at, different.texts.get(at) + "  instead of  " + said);
                }
            });
        }
    }

    private static final class Found {
        private final List<String> keys = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private long count;

        void add(String key, String said) {
            if (count++ < MOST_SHOWN) {
                keys.add(key);
                texts.add(key + "  " + said);
            }
        }

        Differences differences() {
            return new Differences(count, List.copyOf(texts));
        }
    }
}
