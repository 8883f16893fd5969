/**
 * The three topics and the only place that speaks to Kafka: names, the site partitioner, creating and checking topics,
 * and one small class for each way that the services send or receive.
 *
 * <p>{@code org.apache.kafka} is imported in this package of {@code common} and nowhere else in the module, so that a
 * worker sees orders and visits, a builder visits and link changes, and neither a consumer record.
 */
@NullMarked
package io.linkloom.common.topic;

import org.jspecify.annotations.NullMarked;
