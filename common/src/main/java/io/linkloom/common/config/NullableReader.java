package io.linkloom.common.config;

import org.jspecify.annotations.Nullable;

/** Reads a text, or gives null where the text is no such value. */
@FunctionalInterface
interface NullableReader<T> {

    @Nullable
    T read(String text);
}
