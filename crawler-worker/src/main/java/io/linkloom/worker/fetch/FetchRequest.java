package io.linkloom.worker.fetch;

import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;

/**
 * What to fetch, and what to read of it.
 *
 * @param wanted which bodies are read; of others nothing but the head is
 * @param maxBodyBytes where the body, after decompression, is cut
 * @param etag sent as If-None-Match, unless empty
 * @param lastModified sent as If-Modified-Since, unless empty
 */
public record FetchRequest(WebUrl url, Wanted wanted, int maxBodyBytes, String etag, String lastModified) {

    /** Which bodies are worth their bytes, by {@link BodyType}. */
    public enum Wanted {
        /** HTML, and XML, which may be a feed. */
        PAGE("text/html,application/xhtml+xml;q=0.9,application/rss+xml;q=0.8,application/atom+xml;q=0.8,*/*;q=0.1"),
        /** XML, plain text, and either in a gzip file; also what a server has no type for. */
        SITEMAP("application/xml,text/xml,text/plain;q=0.9,*/*;q=0.5"),
        /** Whatever there is. */
        ANY("text/plain,*/*;q=0.5");

        private final String accept;

        Wanted(String accept) {
            this.accept = accept;
        }

        /** The Accept header of the request. */
        String accept() {
            return accept;
        }

        boolean includes(BodyType type) {
            return switch (this) {
                case PAGE -> type == BodyType.HTML || type == BodyType.XML;
                case SITEMAP -> type != BodyType.HTML && type != BodyType.OTHER;
                case ANY -> true;
            };
        }
    }

    /** A page: HTML or a feed, and only if it is not as it was at the last visit. */
    public static FetchRequest page(WebUrl url, int maxBodyBytes, Validators validators) {
        return new FetchRequest(url, Wanted.PAGE, maxBodyBytes, validators.etag(), validators.lastModified());
    }

    /** A sitemap: XML or text, plain or in a gzip file. */
    public static FetchRequest sitemap(WebUrl url, int maxBodyBytes) {
        return new FetchRequest(url, Wanted.SITEMAP, maxBodyBytes, "", "");
    }

    /** Anything. */
    public static FetchRequest any(WebUrl url, int maxBodyBytes) {
        return new FetchRequest(url, Wanted.ANY, maxBodyBytes, "", "");
    }
}
