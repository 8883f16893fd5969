package io.linkloom.builder.query;

import org.jspecify.annotations.Nullable;

/**
 * Who links to a target.
 *
 * @param external from where links count
 * @param state whether links count that are gone
 * @param resolve whether links count to addresses that lead to the target
 * @param limit most rows, at least 1
 * @param explain whether an answer without rows says how many links from the own site it left out; that is a walk through the site
 * @param after where an earlier answer to the same question ended, null for the first
 */
public record BacklinksQuestion(
        Target target,
        Externality external,
        LinkState state,
        Resolve resolve,
        int limit,
        boolean explain,
        @Nullable Position after) {
    /** Most rows that one answer has. */
    public static final int MAX_LIMIT = 100_000;

    /** Rows of an answer where nothing else is said. */
    public static final int DEFAULT_LIMIT = 100;

    public BacklinksQuestion {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + "; it can be 1 to " + MAX_LIMIT);
        }
    }

    /** The first live links from other sites to a target as it is. */
    public static BacklinksQuestion of(Target target) {
        return new BacklinksQuestion(
                target, Externality.SITE, LinkState.LIVE, Resolve.NONE, DEFAULT_LIMIT, false, null);
    }

    /** The same with links from elsewhere. */
    public BacklinksQuestion from(Externality newExternal) {
        return new BacklinksQuestion(target, newExternal, state, resolve, limit, explain, after);
    }

    /** The same for links in another state. */
    public BacklinksQuestion in(LinkState newState) {
        return new BacklinksQuestion(target, external, newState, resolve, limit, explain, after);
    }

    /** The same with other addresses of the target. */
    public BacklinksQuestion resolving(Resolve newResolve) {
        return new BacklinksQuestion(target, external, state, newResolve, limit, explain, after);
    }

    /** The same with at most so many rows. */
    public BacklinksQuestion first(int newLimit) {
        return new BacklinksQuestion(target, external, state, resolve, newLimit, explain, after);
    }

    /** The same with a word on links from the own site where there are no others. */
    public BacklinksQuestion explained() {
        return new BacklinksQuestion(target, external, state, resolve, limit, true, after);
    }

    /** The same from where an earlier answer ended. */
    public BacklinksQuestion after(@Nullable Position position) {
        return new BacklinksQuestion(target, external, state, resolve, limit, explain, position);
    }

    /** The same about another target. */
    BacklinksQuestion about(Target newTarget) {
        return new BacklinksQuestion(newTarget, external, state, resolve, limit, explain, after);
    }
}
