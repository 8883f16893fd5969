package io.linkloom.testkit.web;

/**
 * A page of the true graph, and what fetching it must give.
 *
 * @param url the URL in its normal form
 * @param outcome {@code fetched}, {@code redirected}, {@code gone} (404, 410), {@code server_error},
 *     {@code robots_disallowed}, {@code robots_unreachable} (where robots.txt answers 503), {@code dns_failure},
 *     {@code connect_failure}, {@code timeout} (a body that never ends), {@code wrong_type} or {@code malformed_response} (closed without an answer)
 * @param status the HTTP status, 0 where there was no complete answer
 * @param depth the least number of links from a seed, redirects not counted
 */
public record TruePage(String url, String outcome, int status, int depth) {}
