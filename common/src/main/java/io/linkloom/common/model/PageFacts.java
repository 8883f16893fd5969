package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a response tells of a page apart from its links.
 *
 * @param contentType the header as received, empty if none
 * @param bodyBytes bytes read after decompression
 * @param bodyCut whether the body was longer than the limit and what lies behind it was not read
 * @param language as the page declares it, lower case, empty if it does not
 * @param pageRobots bits of {@link PageRobots}
 * @param linksDropped links found and not kept because the page has more than the limit
 * @param textProfile 64 bits of which nearly all are the same for pages of nearly the same text, 0 if there is too little text
 */
public record PageFacts(
        String contentType,
        long bodyBytes,
        boolean bodyCut,
        String language,
        String title,
        @Nullable WebUrl canonical,
        int pageRobots,
        Digest contentDigest,
        String etag,
        String lastModified,
        int linksDropped,
        long textProfile) {

    /** Without a profile of the text. */
    public PageFacts(
            String contentType,
            long bodyBytes,
            boolean bodyCut,
            String language,
            String title,
            @Nullable WebUrl canonical,
            int pageRobots,
            Digest contentDigest,
            String etag,
            String lastModified,
            int linksDropped) {
        this(
                contentType,
                bodyBytes,
                bodyCut,
                language,
                title,
                canonical,
                pageRobots,
                contentDigest,
                etag,
                lastModified,
                linksDropped,
                0);
    }

    /** Of a visit without a response, or of which nothing but its status matters. */
    public static final PageFacts NONE =
            new PageFacts("", 0, false, "", "", null, PageRobots.NONE, Digest.NONE, "", "", 0);

    /** These facts with another canonical URL. */
    public PageFacts withCanonical(WebUrl newCanonical) {
        return new PageFacts(
                contentType,
                bodyBytes,
                bodyCut,
                language,
                title,
                newCanonical,
                pageRobots,
                contentDigest,
                etag,
                lastModified,
                linksDropped,
                textProfile);
    }
}
