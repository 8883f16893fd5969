package io.linkloom.common.config;

/**
 * What became of a text that should be a setting's value.
 *
 * @param <T> the setting's type
 */
public sealed interface Parsed<T> {

    /**
     * The text was good.
     *
     * @param value what it means
     * @param <T> the setting's type
     */
    record Value<T>(T value) implements Parsed<T> {}

    /**
     * The text was refused.
     *
     * @param why a sentence for the person who wrote the text, without its key
     * @param <T> the setting's type
     */
    record Refused<T>(String why) implements Parsed<T> {}
}
