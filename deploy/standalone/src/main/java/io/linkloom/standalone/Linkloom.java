package io.linkloom.standalone;

import io.linkloom.standalone.command.LinkloomCommand;
import io.linkloom.standalone.output.Terminal;

/** The command {@code linkloom}. */
public final class Linkloom {

    private Linkloom() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        System.exit(LinkloomCommand.run(terminal, System.getenv(), arguments));
    }
}
