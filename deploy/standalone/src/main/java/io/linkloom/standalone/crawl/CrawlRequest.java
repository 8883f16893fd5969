package io.linkloom.standalone.crawl;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.url.WebUrl;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a crawl is asked to do.
 *
 * @param data where the crawl lives
 * @param config of {@link io.linkloom.standalone.process.OneProcessSettings}
 * @param seeds to be added to those of earlier runs
 * @param scope null to leave it as it was
 * @param maxDepth null to leave it as it was
 * @param againSince pages last visited before are fetched once more, null to leave it as it was
 * @param scopeRules file with rules beside the scope, empty for none; null to leave it as it was
 * @param budget what may be fetched in all runs together
 */
public record CrawlRequest(
        DataDirectory data,
        Config config,
        Set<WebUrl> seeds,
        Scope.@Nullable Kind scope,
        @Nullable Integer maxDepth,
        @Nullable Instant againSince,
        @Nullable String scopeRules,
        CrawlBudget budget) {

    /** Without pages to be fetched again. */
    public CrawlRequest(
            DataDirectory data,
            Config config,
            Set<WebUrl> seeds,
            Scope.@Nullable Kind scope,
            @Nullable Integer maxDepth,
            CrawlBudget budget) {
        this(data, config, seeds, scope, maxDepth, null, null, budget);
    }

    /** What the crawl is to be after this run began. */
    CrawlSpec appliedTo(CrawlSpec before) {
        CrawlSpec merged = before.merge(scope, maxDepth, againSince, seeds);
        return scopeRules == null ? merged : merged.withScopeRules(scopeRules);
    }
}
