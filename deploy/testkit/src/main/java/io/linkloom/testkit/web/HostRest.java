package io.linkloom.testkit.web;

import java.time.Duration;

/**
 * How a host was left alone, as its server saw it.
 *
 * @param host its name without the port
 * @param asked the crawl-delay that its robots.txt asks for now, zero if it does not
 * @param requests that it got, for its robots.txt among them
 * @param shortest the least time from the sending of an answer to the arrival of the next request; years if there were no two
 * @param shortestAtFirst the same where robots.txt was asked for once more before a second page was; such rests do not count
 *     above. Who asks so may not know yet what the file asks for: whoever read it before may be gone, with what it said
 */
public record HostRest(String host, Duration asked, long requests, Duration shortest, Duration shortestAtFirst) {}
