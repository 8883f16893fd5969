/**
 * Where log lines go: Logback, set up in code, so that there is no file to find and nothing to parse at start-up.
 */
@NullMarked
package io.linkloom.standalone.logs;

import org.jspecify.annotations.NullMarked;
