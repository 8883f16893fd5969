/**
 * The identity of pages, hosts and sites.
 *
 * <h2>From an href to a key</h2>
 *
 * <p>{@link io.linkloom.common.url.WebUrl} is the normal form of an http or https URL and so the identity of a page.
 * Parsing and resolving are those of the WHATWG URL standard (https://url.spec.whatwg.org), the rules a browser applies
 * to an {@code href}; methods of {@code UrlParser} are named after the standard's states. {@code PlainReference} takes
 * the many references that need no change at all past the parser.
 *
 * <h2>The normal form</h2>
 *
 * <p>On top of the standard: the fragment and the user info are dropped; percent-encoded unreserved characters
 * (letters, digits, {@code - . _ ~}) are decoded; the other escapes have upper-case digits. The form is a fixed point:
 * parsing it gives itself.
 *
 * <h2>From a page to a row</h2>
 *
 * <p>{@link io.linkloom.common.url.UrlKey} turns a URL into bytes whose order makes a directory, a host and a site one
 * contiguous range each, and back. {@link io.linkloom.common.url.Sites} finds the site of a host by the public suffix
 * list. {@link io.linkloom.common.url.Fingerprint} is 64 bits of a key for in-memory filters.
 */
@NullMarked
package io.linkloom.common.url;

import org.jspecify.annotations.NullMarked;
