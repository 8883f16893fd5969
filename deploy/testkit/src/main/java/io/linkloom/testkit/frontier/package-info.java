/**
 * A web of very many hosts for simulations of a frontier: what its hosts are like and what its pages link to, by number. Nobody
 * serves it, and it knows nothing of the crawler.
 */
@NullMarked
package io.linkloom.testkit.frontier;

import org.jspecify.annotations.NullMarked;
