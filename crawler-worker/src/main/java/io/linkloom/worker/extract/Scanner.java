package io.linkloom.worker.extract;

import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of HTML over bytes in UTF-8, by the states of the HTML standard (13.2.5), for which it jumps from one tag to
 * the next. One object reads one page once.
 *
 * <p>Every method is small: the compiler inlines hot ones up to 325 bytes of bytecode and never compiles one of more than
 * 8,000, which the tokenizers of other parsers have.
 */
final class Scanner {

    private final byte[] bytes;
    private final int to;
    private final ScannedAttributes attributes;
    private final TreeSketch tree;

    private @Nullable Tag tag;

    Scanner(byte[] bytes, int to, ScannedAttributes attributes, TreeSketch tree) {
        this.bytes = bytes;
        this.to = to;
        this.attributes = attributes;
        this.tree = tree;
    }

    /** Reads the page from an index on: the data state (13.2.5.1). */
    void scan(int from) {
        int text = from;
        int bracket = ByteSearch.indexOf(bytes, from, to, (byte) '<');
        while (bracket < to) {
            if (isMarkup(bracket)) {
                text(text, bracket);
                text = markup(bracket);
                bracket = ByteSearch.indexOf(bytes, text, to, (byte) '<');
            } else {
                bracket = ByteSearch.indexOf(bytes, bracket + 1, to, (byte) '<');
            }
        }
        text(text, to);
    }

    private void text(int from, int end) {
        if (from < end) {
            tree.text(bytes, from, end);
        }
    }

    private boolean isMarkup(int bracket) {
        int at = bracket + 1;
        if (at >= to) {
            return false;
        }
        byte b = bytes[at];
        return TagBytes.isLetter(b) || b == '!' || b == '?' || (b == '/' && at + 1 < to);
    }

    /** The tag open state (13.2.5.6); answers where text goes on. */
    private int markup(int bracket) {
        byte b = bytes[bracket + 1];
        if (b == '/') {
            return endTag(bracket + 2);
        }
        return TagBytes.isLetter(b) ? startTag(bracket + 1) : declaration(bracket + 1);
    }

    private int startTag(int from) {
        int nameEnd = readName(from);
        Tag opened = tag;
        if (opened == null) {
            return startUnknown(nameEnd);
        }
        int behind = opened.is(Tag.ATTRIBUTES) ? attributes.read(nameEnd) : attributes.skip(nameEnd);
        if (behind == ScannedAttributes.UNFINISHED) {
            return to;
        }
        return tree.start(opened) && opened.is(Tag.NO_TAGS) ? content(opened, behind) : behind;
    }

    private int startUnknown(int nameEnd) {
        int behind = attributes.skip(nameEnd);
        if (behind == ScannedAttributes.UNFINISHED) {
            return to;
        }
        tree.startUnknown();
        return behind;
    }

    /** The end tag open state (13.2.5.7). */
    private int endTag(int from) {
        if (!TagBytes.isLetter(bytes[from])) {
            return MarkupEnd.ofDeclaration(bytes, from, to);
        }
        int nameEnd = readName(from);
        Tag closed = tag;
        int behind = attributes.skip(nameEnd);
        if (behind == ScannedAttributes.UNFINISHED) {
            return to;
        }
        if (closed != null) {
            tree.end(closed);
        }
        return behind;
    }

    /** The tag name state (13.2.5.8): which tag it is of those that matter, and where its name ends. */
    private int readName(int from) {
        long low = 0;
        long high = 0;
        int at = from;
        for (int shift = 0; at < to && !TagBytes.endsName(bytes[at]); at++, shift += 8) {
            long letter = (long) (TagBytes.lower(bytes[at]) & 0xFF) << (shift & 63);
            if (shift < 64) {
                low |= letter;
            } else {
                high |= letter;
            }
        }
        tag = at - from <= PackedWords.MAX_LENGTH ? Tag.ofPacked(low, high) : null;
        return at;
    }

    /** What an exclamation or a question mark begins (13.2.5.42). */
    private int declaration(int from) {
        if (bytes[from] == '!' && startsWith(from + 1, "--")) {
            return MarkupEnd.ofComment(bytes, from + 3, to);
        }
        if (bytes[from] == '!' && !tree.isHtml() && startsWith(from + 1, "[CDATA[")) {
            int end = MarkupEnd.ofCdata(bytes, from + 8, to);
            text(from + 8, end);
            return Math.min(end + 3, to);
        }
        return MarkupEnd.ofDeclaration(bytes, from, to);
    }

    private boolean startsWith(int from, String ascii) {
        if (from + ascii.length() > to) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads to the end tag of an element whose content is no tags. */
    private int content(Tag element, int from) {
        if (element.is(Tag.PLAIN_TEXT)) {
            tree.content(from, to);
            return to;
        }
        if (element.is(Tag.SCRIPT_DATA)) {
            return MarkupEnd.ofScript(bytes, from, to);
        }
        int end = MarkupEnd.ofText(bytes, from, to, element.bytes());
        if (element.is(Tag.RC_DATA) && end > from) {
            tree.content(from, end);
        }
        return end;
    }
}
