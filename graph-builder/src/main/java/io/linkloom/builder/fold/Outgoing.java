package io.linkloom.builder.fold;

import io.linkloom.common.model.LinksRecord;

/**
 * Link changes or discoveries on their way to another shard.
 *
 * @param partition the shard of the targets
 * @param site of the first target, the key of the record
 */
public record Outgoing(int partition, String site, LinksRecord record) {}
