/**
 * Decides which pages are fetched now: by priority within a host and between hosts, none of which starves, and no more at a time than
 * politeness lets workers fetch soon. Policy only: no thread, no Kafka, no clock; what it decides is for others to send and
 * to write.
 */
@NullMarked
package io.linkloom.builder.schedule;

import org.jspecify.annotations.NullMarked;
