/**
 * How the command speaks: the terminal, figures as people read them, and listings as a table, as JSON and as CSV.
 *
 * <p>Knows nothing of crawls. Texts from the web pass {@link io.linkloom.standalone.output.TerminalText} on their way to
 * a terminal, so that no page can steer it.
 */
@NullMarked
package io.linkloom.standalone.output;

import org.jspecify.annotations.NullMarked;
