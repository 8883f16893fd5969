/**
 * Typed settings and the values they have in one process.
 *
 * <p>A module declares each of its settings once, as a {@link io.linkloom.common.config.Setting} constant with default,
 * bounds and a sentence of documentation. A process unites them in a {@link io.linkloom.common.config.Settings} registry
 * and resolves them with {@link io.linkloom.common.config.Config#load}: defaults, then a file, then the environment, then
 * flags, each overriding the one before. Every problem of every source is found before the process refuses to start.
 */
@NullMarked
package io.linkloom.common.config;

import org.jspecify.annotations.NullMarked;
