package io.linkloom.standalone.output;

/**
 * One line that shows how far things are: written over in place for a person, a line now and then otherwise.
 *
 * <p>For one thread. Times are passed in, in nanoseconds on a scale that never goes back.
 */
public final class ProgressLine {

    private static final long BETWEEN_PLAIN_NANOS = 5_000_000_000L;
    private static final long BETWEEN_LIVE_NANOS = 200_000_000L;
    private static final int MOST_COLUMNS = 100;

    private final Terminal terminal;
    private long dueNanos;
    private int shown;

    /** A line that is first due one interval from now. */
    public ProgressLine(Terminal terminal, long nowNanos) {
        this.terminal = terminal;
        this.dueNanos = nowNanos + (terminal.interactive() ? BETWEEN_LIVE_NANOS : BETWEEN_PLAIN_NANOS);
    }

    /** Whether the next {@link #show} is due. */
    public boolean due(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** Shows this text in place of the one before. */
    public void show(String text, long nowNanos) {
        dueNanos = nowNanos + (terminal.interactive() ? BETWEEN_LIVE_NANOS : BETWEEN_PLAIN_NANOS);
        if (!terminal.interactive()) {
            terminal.err().println(text);
            return;
        }
        // One column stays free: some terminals go to the next line as soon as the last one is filled.
        String line = TerminalText.cut(text, Math.min(terminal.columns(), MOST_COLUMNS) - 1);
        int width = TerminalText.width(line);
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, shown - width)));
        terminal.err().flush();
        shown = width;
    }

    /** Wipes the line away, so that other text can follow. */
    public void clear() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }
}
