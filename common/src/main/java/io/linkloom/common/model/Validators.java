package io.linkloom.common.model;

/**
 * What the last visit of a page left for a conditional request.
 *
 * @param etag the ETag header as received, empty if none
 * @param lastModified the Last-Modified header as received, empty if none
 * @param linksDigest digest of the page's links at the last visit, see {@link LinksDigest}; empty on a first visit
 */
public record Validators(String etag, String lastModified, Digest linksDigest) {
    /** Of a page never visited. */
    public static final Validators NONE = new Validators("", "", Digest.NONE);
}
