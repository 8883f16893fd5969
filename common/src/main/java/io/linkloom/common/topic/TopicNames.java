package io.linkloom.common.topic;

import java.util.List;

/**
 * The names of the topics on one cluster.
 *
 * @param prefix put before every name, so that several crawls can share a cluster; may be empty
 */
public record TopicNames(String prefix) {
    /** Orders due now. */
    public String frontier() {
        return prefix + "frontier";
    }

    /** One record for each fetch. */
    public String visits() {
        return prefix + "visits";
    }

    /** Link changes and discoveries, by target; the public change feed. */
    public String links() {
        return prefix + "links";
    }

    /** What operators have said while the crawl runs. */
    public String controls() {
        return prefix + "controls";
    }

    /** Where unreadable records of {@code topic} go. */
    public String dead(String topic) {
        return topic + ".dead";
    }

    /** The three topics that are partitioned by site. */
    public List<String> bySite() {
        return List.of(frontier(), visits(), links());
    }
}
