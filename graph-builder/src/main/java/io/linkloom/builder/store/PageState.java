package io.linkloom.builder.store;

import java.util.Locale;

/** What is planned for a page; a page is in exactly one state. */
public sealed interface PageState {
    /** The four states by name. */
    enum Name {
        KNOWN,
        QUEUED,
        ORDERED,
        VISITED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The name in metrics, API and exports: lower case. */
        public String label() {
            return label;
        }
    }

    /** Which of the four it is. */
    Name name();

    /** Seen, and not to be fetched. */
    record Known(KnownReason reason) implements PageState {
        @Override
        public Name name() {
            return Name.KNOWN;
        }
    }

    /**
     * Waiting for its order.
     *
     * @param priority lower goes first, 0 to 255
     * @param sequence among pages of one priority and host lower goes first
     */
    record Queued(int priority, long sequence) implements PageState {
        private static final int LOWEST_PRIORITY = 255;
        /** The sequence of pages that were visited before begins here: above all times, which are those of orders that came to nothing. */
        static final long AGAIN = 1L << 50;
        /** The sequence of pages that somebody wants to be visited again now; and of the first page of a shard of an older version. */
        private static final long FIRST = 0;

        /** What is nearer to a seed goes first; until the page is {@linkplain Ranking ranked}, which it is before it is written. */
        public static Queued breadthFirst(int depth, long sequence) {
            return new Queued(Math.min(depth, LOWEST_PRIORITY), sequence);
        }

        /** As {@link #breadthFirst}, of a page that was visited before: behind the pages that were not, and in the order of time. */
        public static Queued again(int depth, long nowMillis) {
            return breadthFirst(depth, AGAIN + nowMillis);
        }

        /** As {@link #again}, before all others of its priority. */
        public static Queued againNow(int depth) {
            return breadthFirst(depth, FIRST);
        }

        /** Whether the page was visited before, and so has used its place among its site's pages. */
        public boolean isAgain() {
            return isAgain(sequence);
        }

        /** Whether a page with this sequence was visited before. */
        static boolean isAgain(long sequence) {
            return sequence == FIRST || sequence >= AGAIN;
        }

        @Override
        public Name name() {
            return Name.QUEUED;
        }
    }

    /**
     * A worker is to fetch it now.
     *
     * @param attempt 1 for the first order; one more for each failure in a row before it, and each lease that ran out
     * @param leaseUntilMillis when it is ordered again unless a visit came
     */
    record Ordered(long orderedAtMillis, int attempt, long leaseUntilMillis) implements PageState {
        @Override
        public Name name() {
            return Name.ORDERED;
        }
    }

    /**
     * Fetched, or an attempt at it failed.
     *
     * @param dueMillis when it is to be fetched again, {@link #SETTLED} if that is not planned
     * @param recrawl whether that is to see what has changed, and not since it failed
     */
    record Visited(long dueMillis, boolean recrawl) implements PageState {
        /** No visit is planned. */
        public static final long SETTLED = 0;

        /** With a retry at that time, or with {@link #SETTLED} nothing. */
        public Visited(long dueMillis) {
            this(dueMillis, false);
        }

        /** To be looked at again then. */
        public static Visited recrawlAt(long dueMillis) {
            return new Visited(dueMillis, true);
        }

        /** With no further visit planned. */
        public static Visited settled() {
            return new Visited(SETTLED);
        }

        /** Whether it failed and is to be tried again. */
        public boolean isRetry() {
            return isDue() && !recrawl;
        }

        /** Whether another visit is planned. */
        public boolean isDue() {
            return dueMillis != SETTLED;
        }

        @Override
        public Name name() {
            return Name.VISITED;
        }
    }
}
