/**
 * The misbehaving web: every way in which a web server can make a crawler's life hard, each on a host of its own.
 *
 * <p>{@link io.linkloom.testkit.misbehaving.Misbehaviour} is the list: a name, a sentence, and what is done on the wire.
 * {@link io.linkloom.testkit.misbehaving.MisbehavingServer} serves them all on one port of loopback, told apart by the Host
 * header or, in TLS, by the name that the client asks for; next to them any number of hosts that behave well, and an index
 * page that links to everything. It counts what clients take and notes when requests come, so that a test can see a crawler
 * from the other side.
 *
 * <p>Plain sockets and nothing of the crawler, as in {@link io.linkloom.testkit.web}.
 */
@NullMarked
package io.linkloom.testkit.misbehaving;

import org.jspecify.annotations.NullMarked;
