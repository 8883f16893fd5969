package io.linkloom.standalone.command;

import io.linkloom.standalone.output.Terminal;
import java.util.Map;

/**
 * Who called the command, and from where.
 *
 * @param terminal where it writes
 * @param environment the variables of the process
 */
record Session(Terminal terminal, Map<String, String> environment) {}
