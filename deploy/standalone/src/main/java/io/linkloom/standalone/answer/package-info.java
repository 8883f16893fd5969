/**
 * What the command asks of an index, whether a process is running on it or not.
 */
@NullMarked
package io.linkloom.standalone.answer;

import org.jspecify.annotations.NullMarked;
