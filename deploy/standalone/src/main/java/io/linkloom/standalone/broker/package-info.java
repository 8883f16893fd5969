/**
 * Kafka's own server inside this process, so that one command needs nothing else to be installed or started.
 *
 * <p>The only package that knows the server's classes. Everybody else talks to the broker as to any other Kafka:
 * through its address.
 */
@NullMarked
package io.linkloom.standalone.broker;

import org.jspecify.annotations.NullMarked;
