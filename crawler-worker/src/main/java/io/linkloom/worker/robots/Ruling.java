package io.linkloom.worker.robots;

import org.jspecify.annotations.Nullable;

/**
 * What a robots.txt says of one page.
 *
 * @param line the one that decided; null if none matches, which allows
 */
public record Ruling(boolean allowed, @Nullable RobotsLine line) {
    static final Ruling NO_RULE = new Ruling(true, null);
}
