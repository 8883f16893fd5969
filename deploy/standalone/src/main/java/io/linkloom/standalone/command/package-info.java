/**
 * The command {@code linkloom}: its sub-commands, options, messages and exit codes.
 *
 * <p>A command reads its options, has another package do the work, and shows what came of it. Exit codes are 0 for done, 1
 * for failed, 2 for wrong usage. What went wrong is one sentence on stderr; its stack trace comes with {@code --debug}.
 */
@NullMarked
package io.linkloom.standalone.command;

import org.jspecify.annotations.NullMarked;
