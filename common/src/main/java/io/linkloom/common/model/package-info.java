/**
 * What travels and what is stored, as values: orders, visits, links and their changes.
 *
 * <p>Everything here is immutable and knows neither its encoding (that is {@code wire}) nor where it is kept. Times are
 * milliseconds since the epoch, named {@code …Millis}.
 */
@NullMarked
package io.linkloom.common.model;

import org.jspecify.annotations.NullMarked;
