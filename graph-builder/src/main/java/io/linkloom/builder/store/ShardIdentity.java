package io.linkloom.builder.store;

/**
 * What was chosen once and decides which shard a site is in and what offsets mean; kept in every shard.
 *
 * @param partition which shard it is
 * @param partitions how many there are
 * @param partitioner name of the function from site to partition
 * @param suffixListDigest of the public suffix list that says what a site is
 * @param urlRules name of the rules by which URLs stand for pages
 * @param internalLinks whether links within a site have rows of their own
 * @param visitsTopicId Kafka's id of the topic that visits offsets belong to
 * @param linksTopicId Kafka's id of the topic that links offsets belong to
 */
public record ShardIdentity(
        int partition,
        int partitions,
        String partitioner,
        String suffixListDigest,
        String urlRules,
        InternalLinks internalLinks,
        String visitsTopicId,
        String linksTopicId) {

    /** Of a shard without rows for the links within a site. */
    public ShardIdentity(
            int partition,
            int partitions,
            String partitioner,
            String suffixListDigest,
            String urlRules,
            String visitsTopicId,
            String linksTopicId) {
        this(
                partition,
                partitions,
                partitioner,
                suffixListDigest,
                urlRules,
                InternalLinks.DERIVED,
                visitsTopicId,
                linksTopicId);
    }

    /**
     * Compares what a shard was made for with what it is to be opened for.
     *
     * @param where names the shard in the message
     * @throws ShardRefusedException with both values if they differ
     */
    void check(ShardIdentity wanted, String where) {
        same(where, "is shard", partition, wanted.partition);
        same(where, "was made for this number of partitions:", partitions, wanted.partitions);
        same(where, "was made with the partitioner", partitioner, wanted.partitioner);
        same(where, "was made with the public suffix list", suffixListDigest, wanted.suffixListDigest);
        same(where, "was made with the URL rules", urlRules, wanted.urlRules);
        same(where, "was made with index.internal-links", internalLinks.label(), wanted.internalLinks.label());
        same(where, "follows the visits topic with id", visitsTopicId, wanted.visitsTopicId);
        same(where, "follows the links topic with id", linksTopicId, wanted.linksTopicId);
    }

    private static void same(String where, String what, Object here, Object wanted) {
        if (!here.equals(wanted)) {
            throw new ShardRefusedException("the shard in " + where + " " + what + " " + here + ", not " + wanted
                    + "; go back to what it was made with, or begin a new index in another directory");
        }
    }
}
