package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import java.time.Duration;

/**
 * What an operator has said while the crawl runs: a rule, which holds until it is taken back, or an act, which each shard does
 * once. Kept in topic controls, which all workers and builders follow.
 */
public sealed interface Control {
    /** The key in the topic: of several with the same key the newest holds, and a record without a value takes it back. */
    String key();

    /** When it was said. */
    long atMillis();

    /** What holds until it is taken back. */
    sealed interface Rule extends Control {}

    /** Nothing is ordered or fetched. */
    record Paused(long atMillis) implements Rule {
        /** The key of all of them. */
        public static final String KEY = "pause";

        @Override
        public String key() {
            return KEY;
        }
    }

    /** Nothing is ordered or fetched from a host, or from the hosts of a site. */
    record Blocked(PageRange hosts, long atMillis) implements Rule {
        @Override
        public String key() {
            return key(hosts);
        }

        /** The key of the one about these hosts. */
        public static String key(PageRange hosts) {
            return "block " + hosts;
        }
    }

    /** What lies between two requests to a host, or to each host of a site, in place of what is configured. */
    record Delayed(PageRange hosts, Duration delay, long atMillis) implements Rule {
        /** A longer one is better said by blocking. */
        public static final Duration LONGEST = Duration.ofDays(30);

        public Delayed {
            if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a delay is between 0 and 30 days, not " + delay);
            }
        }

        @Override
        public String key() {
            return key(hosts);
        }

        /** The key of the one about these hosts. */
        public static String key(PageRange hosts) {
            return "delay " + hosts;
        }
    }

    /** The crawl's scope is around this seed too. */
    record TakenIn(WebUrl seed, long atMillis) implements Rule {
        @Override
        public String key() {
            return "scope " + seed.text();
        }
    }

    /** What each shard does once, in the order of the topic. */
    sealed interface Act extends Control {
        /** Tells it from others. */
        String id();

        @Override
        default String key() {
            return "act " + id();
        }
    }

    /** Seeds were given to the crawl; they travel on topic links, and this only says so. */
    record Seeded(String id, WebUrl first, int count, long atMillis) implements Act {}

    /** What of these pages was visited before is to be visited again. */
    record Recrawled(String id, PageRange pages, long atMillis) implements Act {}

    /** What of these pages was found before and waits is not to be fetched. */
    record Dropped(String id, PageRange pages, long atMillis) implements Act {}

    /** What of these pages was dropped waits again. */
    record Restored(String id, PageRange pages, long atMillis) implements Act {}
}
