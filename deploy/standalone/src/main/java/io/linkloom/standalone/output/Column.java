package io.linkloom.standalone.output;

import java.util.Locale;

/**
 * A column of a listing.
 *
 * @param name in JSON and CSV, lower case with underscores; a table shows it in capitals
 * @param fit what a table does where there is no room for the longest value
 */
public record Column(String name, Fit fit) {

    /** What gives way where room is short. */
    public enum Fit {
        /** Nothing. */
        WHOLE,
        /** The end of the text. */
        CUT_END,
        /** The middle of the text, as is best for URLs. */
        CUT_MIDDLE
    }

    /** A column that is never cut. */
    public static Column whole(String name) {
        return new Column(name, Fit.WHOLE);
    }

    /** A column of running text. */
    public static Column text(String name) {
        return new Column(name, Fit.CUT_END);
    }

    /** A column of URLs. */
    public static Column url(String name) {
        return new Column(name, Fit.CUT_MIDDLE);
    }

    String title() {
        return name.replace('_', ' ').toUpperCase(Locale.ROOT);
    }
}
