package io.linkloom.testkit.web;

import java.time.Duration;

/**
 * How a host was left alone, as its server saw it.
 *
 * @param host its name without the port
 * @param asked the crawl-delay that its robots.txt asks for now, zero if it does not
 * @param requests that it got, for its robots.txt among them
 * @param shortest the least time from the sending of an answer to the arrival of the next request; years if there were no two
 */
public record HostRest(String host, Duration asked, long requests, Duration shortest) {}
