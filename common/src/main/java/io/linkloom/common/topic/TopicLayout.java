package io.linkloom.common.topic;

/**
 * The topics as they are on the cluster.
 *
 * @param partitions of each of the three topics that are by site
 * @param visitsId Kafka's id of the visits topic; another one after it was deleted and made anew
 * @param linksId Kafka's id of the links topic
 * @param controlsId Kafka's id of the controls topic
 */
public record TopicLayout(TopicNames names, int partitions, String visitsId, String linksId, String controlsId) {}
