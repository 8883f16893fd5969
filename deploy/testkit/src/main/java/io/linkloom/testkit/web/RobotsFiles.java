package io.linkloom.testkit.web;

import java.util.Locale;

/** The robots.txt files of the invented web. */
final class RobotsFiles {

    /** The path, on the first site, of the rules that another site's robots.txt redirects to. */
    static final byte[] SHARED_PATH = Words.bytes("/shared-robots.txt");

    static final byte[] PATH = Words.bytes("/robots.txt");

    /** Forbids {@code /private/} but for {@code /private/press/}, and any {@code /…/print/}. */
    static final byte[] RULES = Words.bytes("""
            # Rules of an invented host
            User-agent: BadBot
            Disallow: /

            user-agent: *
            Disallow: /private/   # but see below
            Allow: /private/press/
            Disallow: /*/print/
            """.replace("\n", "\r\n"));

    static final byte[] ALLOW_ALL = Words.bytes("User-agent: *\nDisallow:\n");

    private RobotsFiles() {}

    /** The line that ends either of them at a host that asks to be left alone for so long. */
    static byte[] crawlDelay(long millis) {
        return Words.bytes(String.format(Locale.ROOT, "Crawl-delay: %d.%03d\n", millis / 1000, millis % 1000));
    }
}
