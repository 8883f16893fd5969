package io.linkloom.builder.app;

import io.linkloom.builder.fold.Discovery;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a crawl's scope rules as their file says them while it runs. Shards are then read anew, and judge what they
 * know once more; a file that is no good, or gone, changes nothing and is said once. For one thread.
 */
final class ScopeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeWatch.class);
    private static final long LOOK_INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    /** A file that is younger may still be written to, by an editor or a copy. */
    private static final long SETTLED_MILLIS = 500;

    private final @Nullable Path file;
    private final Discovery discovery;
    private final Sites sites;
    private final BuilderMeters meters;
    private ScopeFile.@Nullable Version known;
    /** Digest of the scope that shards are to be judged by; that of a large one is not worked out at each look. */
    private String wanted;
    /** Digest of the rules, which differ also where pages need not be judged again. */
    private String taken;

    private volatile @Nullable ScopeInForce inForce;
    private long lookedAtNanos;
    private boolean saidGone;

    /**
     * The rules that the discovery has now are those of the file.
     *
     * @param file null if there is none
     */
    ScopeWatch(
            @Nullable Path file,
            Discovery discovery,
            Sites sites,
            BuilderMeters meters,
            long nowNanos,
            long nowMillis) {
        this.file = file;
        this.discovery = discovery;
        this.sites = sites;
        this.meters = meters;
        this.wanted = discovery.scope().digest();
        this.taken = discovery.scope().exceptions().digest();
        this.inForce =
                file == null ? null : ScopeInForce.taken(file, discovery.scope().exceptions(), nowMillis);
        this.lookedAtNanos = nowNanos - LOOK_INTERVAL_NANOS;
    }

    /** What is in force, null if there is no file. Any thread. */
    @Nullable
    ScopeInForce inForce() {
        return inForce;
    }

    /** Looks at the file every so often; shards that were judged by another scope are read anew. */
    void tick(long nowNanos, long nowMillis, ShardKeeper shards, Feed feed) {
        if (nowNanos - lookedAtNanos < LOOK_INTERVAL_NANOS) {
            return;
        }
        lookedAtNanos = nowNanos;
        if (file != null) {
            look(file, nowMillis);
        }
        for (ActiveShard shard : List.copyOf(shards.active())) {
            if (!shard.judgedBy().equals(wanted)) {
                shards.reload(shard, feed, "judges its pages by other scope rules");
            }
        }
    }

    /** From now on the scope is around these seeds too, which shards are read anew for as for other rules. */
    void widen(Collection<WebUrl> seeds) {
        Scope now = discovery.scope().with(seeds, sites);
        if (!now.equals(discovery.scope())) {
            discovery.take(now);
            wanted = now.digest();
        }
    }

    void look(Path rules, long nowMillis) {
        try {
            ScopeFile.Version now = ScopeFile.version(rules);
            long age = nowMillis - now.modified().toMillis();
            if (now.equals(known) || (age >= 0 && age < SETTLED_MILLIS)) {
                return;
            }
            // Before it is read: what is written meanwhile is another version.
            known = now;
            saidGone = false;
            take(rules, nowMillis);
        } catch (IOException e) {
            if (!saidGone) {
                refused(rules + " cannot be looked at (" + e + ")", nowMillis);
                saidGone = true;
                // Should it come back as it was, it is read again.
                known = null;
            }
        }
    }

    private void take(Path rules, long nowMillis) {
        try {
            Scope now = discovery.scope().with(ScopeFile.read(rules, sites));
            String digest = now.exceptions().digest();
            if (digest.equals(taken)) {
                show(null);
                return;
            }
            discovery.take(now);
            wanted = now.digest();
            taken = digest;
            inForce = ScopeInForce.taken(rules, now.exceptions(), nowMillis);
            meters.scopeTaken.increment();
            LOG.info("{} scope rules are taken from {}", now.exceptions().size(), rules);
        } catch (StartException e) {
            meters.scopeRefused.increment();
            refused(String.valueOf(e.getMessage()), nowMillis);
        }
    }

    private void refused(String sentence, long nowMillis) {
        LOG.warn("the scope rules stay as they were: {}", sentence);
        show(new ScopeInForce.Refusal(nowMillis, sentence));
    }

    private void show(ScopeInForce.@Nullable Refusal refusal) {
        ScopeInForce before = inForce;
        inForce = before == null ? null : before.refused(refusal);
    }
}
