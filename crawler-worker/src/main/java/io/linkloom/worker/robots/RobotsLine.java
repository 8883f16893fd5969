package io.linkloom.worker.robots;

/**
 * A line of a robots.txt that allows or forbids something.
 *
 * @param number from 1, as an editor counts lines
 * @param group whom it is for: the crawler's name, or {@code *} for all that the file does not name
 * @param text as a person reads it, without comment, on one line, at most {@value #MAX_TEXT} characters
 */
public record RobotsLine(int number, String group, String text) {
    static final int MAX_TEXT = 200;

    /** The text and where to find it. */
    @Override
    public String toString() {
        return text + " (line " + number + ")";
    }
}
