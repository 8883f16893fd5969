/** Takes everything out of the index into files that other tools read. */
@NullMarked
package io.linkloom.builder.export;

import org.jspecify.annotations.NullMarked;
