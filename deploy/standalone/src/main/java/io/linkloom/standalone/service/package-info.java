/**
 * The services that share the work of a crawl on a Kafka cluster: any number of workers and builders, one process each.
 */
@NullMarked
package io.linkloom.standalone.service;

import org.jspecify.annotations.NullMarked;
