/**
 * May this page be fetched? The robots.txt of each origin as RFC 9309 has it, read by crawler-commons, which is imported
 * here and nowhere else, and kept for at most a day.
 */
@NullMarked
package io.linkloom.worker.robots;

import org.jspecify.annotations.NullMarked;
