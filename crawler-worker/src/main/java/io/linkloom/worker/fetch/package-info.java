/**
 * One HTTP request: from a URL to a {@link io.linkloom.worker.fetch.FetchResult}, whatever the other side does.
 *
 * <p>A name is resolved by the hosts file or DNS ({@code Resolver}), every address passes the {@code AddressGuard}, and
 * the connection goes to just those addresses that passed. HTTP/1.1 is read by Apache HttpCore, which is imported here
 * and nowhere else. Every wait has a deadline, every header and body a bound, and every failure one
 * {@link io.linkloom.common.model.Outcome} with a sentence.
 */
@NullMarked
package io.linkloom.worker.fetch;

import org.jspecify.annotations.NullMarked;
