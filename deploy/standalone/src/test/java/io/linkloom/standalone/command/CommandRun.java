package io.linkloom.standalone.command;

import io.linkloom.standalone.output.CapturedTerminal;
import java.util.Map;

/**
 * What a command line did in this process.
 *
 * @param exitCode what the process would have ended with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        return with(Map.of(), arguments);
    }

    static CommandRun with(Map<String, String> environment, String... arguments) {
        CapturedTerminal captured = new CapturedTerminal(false, 100);
        int exitCode = LinkloomCommand.run(captured.terminal(), environment, arguments);
        return new CommandRun(exitCode, captured.out(), captured.err());
    }
}
