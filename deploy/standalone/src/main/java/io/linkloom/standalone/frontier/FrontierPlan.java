package io.linkloom.standalone.frontier;

import io.linkloom.builder.store.SiteBudgets;
import java.time.Duration;
import java.util.List;

/**
 * What is simulated.
 *
 * @param hosts ordinary hosts, each a site of its own
 * @param pages that are known of them when the simulation begins, about
 * @param farmSites sites of the link farm
 * @param time that passes in the simulation
 * @param shards of the builder
 * @param concurrency most requests of the worker under way
 * @param budgets of sites
 * @param memoryBytes for the store
 * @param decisionHosts in how large shards the time of a decision is measured, from the smallest; in none if there is none
 */
public record FrontierPlan(
        long seed,
        int hosts,
        long pages,
        int farmSites,
        Duration time,
        int shards,
        int concurrency,
        SiteBudgets budgets,
        long memoryBytes,
        List<Integer> decisionHosts) {}
