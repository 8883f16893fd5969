package io.linkloom.common.config;

/** How the values of one type of setting are read, written and described. */
interface Kind<T> {

    /** Reads a trimmed text; never throws for bad input. */
    Parsed<T> parse(String text);

    /** Writes a value so that {@link #parse} gives it back. */
    String format(T value);

    /** What is accepted, as a phrase that follows "takes", such as {@code a whole number from 1 to 10}. */
    String accepts();

    /** The refusal of a text that is not of this kind at all. */
    static <T> Parsed<T> notA(String noun, String text, String hint) {
        return new Parsed.Refused<>(Texts.quoted(text) + " is no " + noun + "; write " + hint);
    }
}
