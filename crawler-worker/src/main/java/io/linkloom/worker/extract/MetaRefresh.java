package io.linkloom.worker.extract;

/** Reads {@code meta http-equiv=refresh} (HTML standard, 4.2.5.3, shared declarative refresh steps). */
final class MetaRefresh {
    private final String content;
    private int at;

    private MetaRefresh(String content) {
        this.content = content;
    }

    /** The reference that the page goes on to, as it is written; empty if to none or to itself. */
    static String reference(String content) {
        return new MetaRefresh(content).read();
    }

    private String read() {
        skipSpace();
        int digits = at;
        skipTime("0123456789");
        if (at == digits && peek() != '.') {
            return "";
        }
        skipTime("0123456789.");
        if (at < content.length() && peek() != ';' && peek() != ',' && !isSpace(peek())) {
            return "";
        }
        skipSpace();
        if (peek() == ';' || peek() == ',') {
            at++;
        }
        skipSpace();
        return reference();
    }

    private String reference() {
        int whole = at;
        if (skipLetter('u')) {
            if (!skipLetter('r') || !skipLetter('l')) {
                return content.substring(whole);
            }
            skipSpace();
            if (peek() != '=') {
                return content.substring(whole);
            }
            at++;
            skipSpace();
        }
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            return content.substring(at);
        }
        int end = content.indexOf(quote, at + 1);
        return content.substring(at + 1, end < 0 ? content.length() : end);
    }

    private char peek() {
        return at < content.length() ? content.charAt(at) : 0;
    }

    private void skipTime(String characters) {
        while (at < content.length() && characters.indexOf(content.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skipLetter(char lower) {
        if ((peek() | 0x20) != lower) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < content.length() && isSpace(content.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
