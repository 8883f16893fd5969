package io.linkloom.standalone.output;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A terminal that keeps what is written to it. */
public final class CapturedTerminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal;

    public CapturedTerminal(boolean interactive, int columns) {
        terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), interactive, columns);
    }

    public Terminal terminal() {
        return terminal;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
