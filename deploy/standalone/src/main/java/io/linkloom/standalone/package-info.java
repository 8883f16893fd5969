/**
 * The process: {@link io.linkloom.standalone.Linkloom} is its main class.
 *
 * <p>Packages of the module, each using only those before it: {@code output}, {@code logs}, {@code process}, {@code
 * broker} → {@code crawl}, {@code answer}, {@code service} → {@code demo} → {@code command}.
 */
@NullMarked
package io.linkloom.standalone;

import org.jspecify.annotations.NullMarked;
