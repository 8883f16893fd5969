package io.linkloom.common.url;

/** What became of a text that should be a web URL. */
public sealed interface ParseResult {

    /**
     * The text is a web URL.
     *
     * @param url its normal form
     */
    record Ok(WebUrl url) implements ParseResult {}

    /**
     * The text is no web URL, or one that Linkloom does not take.
     *
     * @param reason a short phrase for a person, such as {@code scheme mailto is not http or https}
     */
    record Rejected(String reason) implements ParseResult {}
}
