package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.fraction;
import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.LinkPlan.Place;
import io.linkloom.testkit.web.Spelling.Base;

/**
 * Writes pages as the real web writes them: links in every spelling and markup, among text, comments and scripts that
 * only look like links. Reused from page to page; not for more than one thread at a time.
 */
final class HtmlPage {

    private static final byte[] HREF = Words.bytes("href");
    private static final byte[] UPPER_HREF = Words.bytes("HREF");
    private static final byte[] REL = Words.bytes("rel");
    private static final byte[] ALT = Words.bytes("alt");
    private static final byte[][] NOISE = {
        Words.bytes("<a href=\"mailto:someone@harbor-0.test\">Write to us</a>"),
        Words.bytes("<a href='javascript:void(0)' onclick=\"go('http://ghost-2.test/')\">Open</a>"),
        Words.bytes("<A HREF=\"tel:+15550100\">Call</A>"),
        Words.bytes("<a href=\"data:text/html,<a href=/ghost>x</a>\">Data</a>"),
        Words.bytes("<a href=\"ftp://ghost-3.test/file\">File</a>"),
        Words.bytes("<a href=\"http://[bad\">Broken</a>"),
        Words.bytes("<a href=http://>Empty</a>"),
        Words.bytes("<a href=\"http://harbor-0.test:99999/\">Port</a>"),
        Words.bytes("<a href=\"http://two words.test/\">Host</a>"),
        Words.bytes("<a name=\"top\"></a>"),
        Words.bytes("<!-- <a href=\"http://ghost-4.test/\">commented out</a> -->"),
        Words.bytes("<script>document.write('<a href=\"http://ghost-5.test/\">scripted</a>');</script>"),
        Words.bytes("<textarea rows=2><a href=\"/ghost\">typed</a></textarea>"),
        Words.bytes("<span data-href=\"http://ghost-6.test/\">no link</span>"),
        Words.bytes("&lt;a href=\"/ghost\"&gt;escaped&lt;/a&gt;"),
    };

    private final InventedWeb web;
    private final long pageSalt;
    private final LinkPlan plan = new LinkPlan();
    private final ByteSink url = new ByteSink(256);
    private final ByteSink href = new ByteSink(256);
    private final ByteSink baseUrl = new ByteSink(256);
    private final ByteSink rel = new ByteSink(64);
    private final ByteSink alternative = new ByteSink(64);

    HtmlPage(InventedWeb web) {
        this.web = web;
        this.pageSalt = mix(web.spec().seed(), 0x9A6E);
    }

    PageCharset charset(int site, int page) {
        return PageCharset.of(mix(pageSalt, page, site));
    }

    /** Writes a page's HTML in its charset. */
    void write(ByteSink out, int site, int page) {
        web.links().plan(site, page, plan);
        long hash = mix(pageSalt, site, page);
        PageCharset charset = charset(site, page);
        Base base = writeHead(out, site, page, hash, charset);
        out.ascii("<body>\n<header><nav class=\"menu\">\n<ul>\n");
        int next = writeNavigation(out, site, base, charset.isLatin1);
        out.ascii("</ul>\n</nav></header>\n<main>\n<h1>");
        writeTitle(out, hash, charset.isLatin1);
        out.ascii("</h1>\n");
        next = writeMain(out, next, site, page, hash, base, charset.isLatin1);
        out.ascii("</main>\n<FOOTER>\n");
        for (; next < plan.size(); next++) {
            writeLink(out, next, site, base, charset.isLatin1);
            out.ascii(" | \n");
        }
        out.ascii("<small>&copy; the invented web</small>\n</FOOTER>\n</body>\n</html>\n");
    }

    /** Writes the head; a page in eight has a base element, that names any page of the site. */
    private Base writeHead(ByteSink out, int site, int page, long hash, PageCharset charset) {
        out.ascii(charset.start);
        out.ascii("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
        out.ascii(charset.meta);
        out.ascii("<title>");
        writeTitle(out, hash, charset.isLatin1);
        out.ascii(" - <a href=/ghost></title>\n");
        boolean hasBase = (hash & 7) == 0;
        int basePage = hasBase ? below(mix(hash, 5), web.sites().pages(site)) : page;
        baseUrl.clear();
        int pathStart = web.addresses().write(baseUrl, site, basePage);
        int host = web.pages().host(site, basePage);
        if (hasBase) {
            boolean isPathOnly = host == web.pages().host(site, page) && (hash & 8) == 0;
            href.clear();
            href.put(baseUrl, isPathOnly ? pathStart : 0, baseUrl.length());
            out.ascii("<base");
            Attribute.write(out, HREF, href, mix(hash, 6), charset.isLatin1);
            out.ascii(">\n");
        }
        out.ascii("<style>nav a[href=\"/ghost\"] { color: #246 }</style>\n");
        out.ascii("<script>var next = \"<a href='http://ghost-8.test/'>\"; // </a>\n</script>\n</head>\n");
        return new Base(site, host, baseUrl, pathStart);
    }

    private int writeNavigation(ByteSink out, int site, Base base, boolean isLatin1) {
        int next = 0;
        for (; next < plan.size() && plan.place(next) == Place.NAV; next++) {
            out.ascii("<li class=\"item\">");
            writeLink(out, next, site, base, isLatin1);
            out.ascii((next & 3) == 0 ? "\n" : "</li>\n");
        }
        return next;
    }

    private int writeMain(ByteSink out, int first, int site, int page, long hash, Base base, boolean isLatin1) {
        int end = first;
        while (end < plan.size() && plan.place(end) == Place.MAIN) {
            end++;
        }
        double filler = web.spec().fillerBytes() * (0.3 + 1.4 * fraction(mix(hash, 8)));
        int written = 0;
        for (int i = first; i < end; i++) {
            writeInContext(out, i, site, base, isLatin1);
            int length = (int) (filler * (i + 1 - first) / (end - first)) - written;
            int before = out.length();
            Filler.fillTo(out, before + length, mix(hash, i), isLatin1);
            written += out.length() - before;
            if (i % 16 == 7) {
                out.put(NOISE[below(mix(hash, -i), NOISE.length)]);
            }
        }
        writeSelfLinks(out, site, page, hash, isLatin1);
        return end;
    }

    private void writeInContext(ByteSink out, int index, int site, Base base, boolean isLatin1) {
        long hash = plan.markupHash(index);
        boolean isBlock = plan.isArea(index) || Anchor.isBlock(plan.anchorHash(index));
        switch (isBlock ? 0 : (int) hash & 3) {
            case 0 -> {
                out.ascii("<div class=\"card\">");
                writeLink(out, index, site, base, isLatin1);
                out.ascii("</div>\n");
            }
            case 1 -> {
                out.ascii("<table><tr><td>");
                writeLink(out, index, site, base, isLatin1);
                out.ascii("<td>12 &times; 4</table>\n");
            }
            case 2 -> {
                out.ascii("<P>As told before, ");
                writeLink(out, index, site, base, isLatin1);
                out.ascii(" has more about it.\n");
            }
            default -> {
                out.ascii("<p><b>See also:</b> ");
                writeLink(out, index, site, base, isLatin1);
                out.ascii(", updated.</p>\n");
            }
        }
    }

    private void writeLink(ByteSink out, int index, int site, Base base, boolean isLatin1) {
        long hash = plan.markupHash(index);
        boolean isUpper = (hash & 0xF0) == 0;
        spell(index, base);
        if (plan.isArea(index)) {
            out.ascii("<map name=\"m\"><area shape=\"rect\" coords=\"0,0,9,9\"");
            writeReference(out, index, site, hash, isUpper, isLatin1);
            alternative.clear();
            Anchor.writeAlternative(alternative, plan.anchorHash(index), false);
            Attribute.write(out, ALT, alternative, 0, isLatin1);
            out.ascii("></map>");
            return;
        }
        out.ascii(isUpper ? "<A" : "<a");
        if ((hash & 0x700) == 0) {
            out.ascii(" class=\"link out\" data-href=\"/ghost\"");
        }
        writeReference(out, index, site, hash, isUpper, isLatin1);
        if ((hash & 0x3800) == 0) {
            out.ascii(" target=_blank");
        }
        out.put('>');
        Anchor.write(out, plan.anchorHash(index), isLatin1);
        out.ascii(isUpper ? "</A>" : "</a>");
    }

    /** Leaves the link's spelled target in {@link #href}. */
    private void spell(int index, Base base) {
        long target = plan.target(index);
        int site = PageId.site(target);
        int page = PageId.page(target);
        url.clear();
        int pathStart = web.addresses().write(url, site, page);
        href.clear();
        boolean isSameOrigin = base.hasOrigin(site, web.pages().host(site, page));
        Spelling.write(href, url, pathStart, base, isSameOrigin, plan.hrefHash(index), true);
    }

    private void writeReference(ByteSink out, int index, int site, long hash, boolean isUpper, boolean isLatin1) {
        byte[] written = plan.rel(index, site).written();
        boolean isRelFirst = (hash & 0x4000) == 0;
        if (isRelFirst) {
            writeRel(out, written, hash);
        }
        Attribute.write(out, isUpper ? UPPER_HREF : HREF, href, hash >>> 20, isLatin1);
        if (!isRelFirst) {
            writeRel(out, written, hash);
        }
    }

    private void writeRel(ByteSink out, byte[] written, long hash) {
        if (written.length > 0) {
            rel.clear();
            rel.put(written);
            Attribute.write(out, REL, rel, hash >>> 40, false);
        }
    }

    /** Links from the page to itself, which are no links of the graph. */
    private void writeSelfLinks(ByteSink out, int site, int page, long hash, boolean isLatin1) {
        url.clear();
        web.addresses().write(url, site, page);
        out.ascii("<p><a");
        Attribute.write(out, HREF, url, mix(hash, 9), isLatin1);
        url.ascii("#top");
        out.ascii(">This page</a> <a");
        Attribute.write(out, HREF, url, mix(hash, 10), isLatin1);
        out.ascii(">Top</a>\n");
        boolean hasBase = (hash & 7) == 0;
        if (!hasBase) {
            out.ascii("<a href=\"#top\">Up</a> <a href=''>Reload</a> <a href=#>None</a>\n");
        }
        out.ascii("</p>\n");
    }

    private static void writeTitle(ByteSink out, long hash, boolean isLatin1) {
        for (int i = 0; i < 4; i++) {
            out.put(' ');
            out.put(Words.TEXT[below(mix(hash, 20 + i), Words.TEXT.length)].in(isLatin1));
        }
    }
}
