package io.linkloom.worker.fetch;

import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;

/**
 * What to fetch, and what to read of it.
 *
 * @param htmlOnly whether a body of another type is left unread
 * @param maxBodyBytes where the body, after decompression, is cut
 * @param etag sent as If-None-Match, unless empty
 * @param lastModified sent as If-Modified-Since, unless empty
 */
public record FetchRequest(WebUrl url, boolean htmlOnly, int maxBodyBytes, String etag, String lastModified) {
    /** A page: only HTML is read, and only if it is not as it was at the last visit. */
    public static FetchRequest page(WebUrl url, int maxBodyBytes, Validators validators) {
        return new FetchRequest(url, true, maxBodyBytes, validators.etag(), validators.lastModified());
    }

    /** Anything. */
    public static FetchRequest any(WebUrl url, int maxBodyBytes) {
        return new FetchRequest(url, false, maxBodyBytes, "", "");
    }
}
