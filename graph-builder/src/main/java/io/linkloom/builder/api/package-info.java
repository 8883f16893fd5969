/** The HTTP API over {@code query}: parameters in, JSON out, every error a sentence. */
@NullMarked
package io.linkloom.builder.api;

import org.jspecify.annotations.NullMarked;
