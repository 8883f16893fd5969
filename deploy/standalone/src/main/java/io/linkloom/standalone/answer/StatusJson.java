package io.linkloom.standalone.answer;

import java.util.Map;

/**
 * The answer of {@code /api/v1/status}, and a line of {@code linkloom status --format json}.
 *
 * @param running whether a process is at work on the index
 * @param pages known pages by state
 * @param visits by outcome
 * @param linksExternal live links between sites
 * @param linksInternal live links within sites
 * @param outstanding pages ordered and not yet visited
 * @param shards open ones
 * @param bytes on disk, an estimate
 */
public record StatusJson(
        boolean running,
        Map<String, Long> pages,
        Map<String, Long> visits,
        long linksExternal,
        long linksInternal,
        long outstanding,
        int shards,
        long bytes) {

    /** All known pages. */
    public long allPages() {
        return pages.values().stream().mapToLong(Long::longValue).sum();
    }
}
