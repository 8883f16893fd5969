/**
 * The frontier simulated: the builder's own loop, folds, store and scheduler and the worker's own queues, over a web of very many
 * hosts that is made up, in a time that is made up. What is real is what decides; what is missing is Kafka, sockets and threads.
 */
@NullMarked
package io.linkloom.standalone.frontier;

import org.jspecify.annotations.NullMarked;
