package io.linkloom.testkit.stream;

/** A link of a page of the stream; a page has each target once. */
public record StreamLink(String target, String anchor, Part part, boolean nofollow) {
    /** The part of the page that a link stands in. */
    public enum Part {
        /** The same on all pages of the site. */
        NAVIGATION,
        /** The text of the page. */
        ARTICLE,
        /** Below all pages of the site. */
        FOOTER
    }
}
