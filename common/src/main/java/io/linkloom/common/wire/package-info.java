/**
 * Records as bytes: the Protobuf schema {@code linkloom.proto} and the codecs between it and {@code model}.
 *
 * <p>The generated classes stay inside this package and its {@code proto} sub-package; everybody else sees the model.
 */
@NullMarked
package io.linkloom.common.wire;

import org.jspecify.annotations.NullMarked;
