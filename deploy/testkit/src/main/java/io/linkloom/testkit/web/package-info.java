/**
 * The invented web: a web of any size whose every page is a pure function of a seed and its address, so that the true
 * link graph can be computed and a crawl compared with it link by link.
 *
 * <h2>From a number to a page</h2>
 * {@link io.linkloom.testkit.web.InventedWebSpec} says how large and how unruly the web is. {@code SiteTable} lays out
 * the sites, their host names and sizes; {@code PageTable} says what a page is (HTML, redirect, gone, endless …) and
 * {@code PageAddress} writes its URL and reads it back. {@code LinkPlanner} lists the links of a page as numbers;
 * {@code HtmlPage} writes them the way the real web does, and {@code TrueGraph} reports what a reader of that HTML must
 * have understood. Nothing is stored: both start again from the numbers.
 *
 * <h2>An independent witness</h2>
 * This package uses none of the crawler's code, its URL parser and link extraction least of all. Normal forms are
 * known because they are constructed, not because something parsed them.
 *
 * <h2>Serving it</h2>
 * {@link io.linkloom.testkit.web.InventedWebServer} speaks HTTP/1.1 on loopback for all host names at once, over plain
 * sockets because a good part of the job is to misbehave: answer late, never end, close without a word.
 */
@NullMarked
package io.linkloom.testkit.web;

import org.jspecify.annotations.NullMarked;
