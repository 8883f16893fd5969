package io.linkloom.common.topic;

/**
 * The topics as they are on the cluster.
 *
 * @param partitions of each of the three topics
 * @param visitsId Kafka's id of the visits topic; another one after it was deleted and made anew
 * @param linksId Kafka's id of the links topic
 */
public record TopicLayout(TopicNames names, int partitions, String visitsId, String linksId) {}
