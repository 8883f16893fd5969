package io.linkloom.worker.fetch;

import java.time.Duration;

/**
 * How a response came.
 *
 * @param ip the address connected to; behind a proxy the first one that DNS gives here, empty where the proxy alone knows
 * @param elapsed from the request, sent over an open connection, to the end of the response's head
 * @param wireBytes of the response as received: head and body, as far as they were read, before decompression
 */
public record Transfer(String ip, Duration elapsed, long wireBytes) {}
