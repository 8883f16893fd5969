/**
 * May this page be fetched? The robots.txt of each origin as RFC 9309 has it.
 *
 * <p>{@link RobotsFile} fetches one and {@link RobotsRules} reads it, with crawler-commons, whose robots part is imported here and
 * nowhere else; {@link RobotsPolicy} decides what follows from an answer, and from none; {@link Robots} keeps that for as long
 * as it is good.
 */
@NullMarked
package io.linkloom.worker.robots;

import org.jspecify.annotations.NullMarked;
