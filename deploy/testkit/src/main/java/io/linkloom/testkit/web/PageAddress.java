package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.mix;

import java.util.Arrays;

/**
 * Writes the URL of a page in its normal form, and finds the page of a path. The page's number is the last run of digits
 * in its path and query; whatever else a path holds is recomputed from the number and compared, so that exactly one
 * spelling, the normal form, finds a page. Immutable.
 */
final class PageAddress {

    private static final byte[] HTML = Words.bytes(".html");
    private static final byte[] HTM = Words.bytes(".htm");
    private static final byte[] PDF = Words.bytes(".pdf");
    private static final byte[] PNG = Words.bytes(".png");
    private static final byte[] PRIVATE = Words.bytes("private/");
    private static final byte[] PRESS = Words.bytes("press/");
    private static final byte[] PRINT = Words.bytes("print/");
    private static final byte[] INDEX = Words.bytes("index.php?view=");
    private static final byte[] SEARCH = Words.bytes("find?q=two%20words&in=a+b&lang=%C3%A9t%C3%A9&item=");
    private static final byte[] ITEM = Words.bytes("&item=");
    private static final byte[] PAGE = Words.bytes("?page=");

    private final SiteTable sites;
    private final PageTable pages;
    private final long pathSalt;

    PageAddress(InventedWebSpec spec, SiteTable sites, PageTable pages) {
        this.sites = sites;
        this.pages = pages;
        this.pathSalt = mix(spec.seed(), 0x9A74);
    }

    /**
     * Writes the URL of a page in its normal form.
     *
     * @return where its path begins in {@code out}
     */
    int write(ByteSink out, int site, int page) {
        sites.writeOrigin(out, site, pages.host(site, page));
        int pathStart = out.length();
        writePath(out, site, page);
        return pathStart;
    }

    /**
     * Finds the page of a site that has this path and query in its normal form.
     *
     * @return the page, or -1
     */
    int find(int site, int host, byte[] path, int from, int to, ByteSink scratch) {
        int page = to - from == 1 ? host : lastNumber(path, from, to);
        if (page < 0 || page >= sites.pages(site) || pages.host(site, page) != host) {
            return -1;
        }
        scratch.clear();
        writePath(scratch, site, page);
        return Arrays.equals(path, from, to, scratch.array(), 0, scratch.length()) ? page : -1;
    }

    private void writePath(ByteSink out, int site, int page) {
        out.put('/');
        if (pages.isHome(site, page)) {
            return;
        }
        long hash = mix(pathSalt, site, page);
        switch (pages.directory(site, page)) {
            case PLAIN -> writeDirectories(out, site, hash, below(mix(hash), 100));
            case PRIVATE -> out.put(PRIVATE);
            case PRESS -> {
                out.put(PRIVATE);
                out.put(PRESS);
            }
            case PRINT -> {
                writeDirectories(out, site, hash, 20);
                out.put(PRINT);
            }
        }
        switch (pages.firstKind(site, page)) {
            case PDF -> writeFile(out, hash, page, PDF);
            case PNG -> writeFile(out, hash, page, PNG);
            default -> writeLeaf(out, hash, page);
        }
    }

    /** None to three directories out of the few names that a site uses on each level. */
    private void writeDirectories(ByteSink out, int site, long hash, int percentile) {
        int depth = percentile < 15 ? 0 : percentile < 55 ? 1 : percentile < 85 ? 2 : 3;
        for (int level = 0; level < depth; level++) {
            int choice = (int) (hash >>> (8 * level)) & 3;
            out.put(Words.DIRECTORIES[below(mix(pathSalt, site, -8L * level - choice), Words.DIRECTORIES.length)]);
            out.put('/');
        }
    }

    private static void writeFile(ByteSink out, long hash, int page, byte[] extension) {
        writeWord(out, hash);
        out.put('-');
        out.decimal(page);
        out.put(extension);
    }

    private static void writeLeaf(ByteSink out, long hash, int page) {
        switch ((int) (hash >>> 24) & 15) {
            case 0, 1, 2 -> {
                out.decimal(page);
                out.put('/');
            }
            case 3 -> {
                out.put(INDEX);
                writeWord(out, 5);
                out.put(ITEM);
                out.decimal(page);
            }
            case 4 -> {
                out.put(SEARCH);
                out.decimal(page);
            }
            case 5 -> {
                out.put(PAGE);
                out.decimal(page);
            }
            case 6, 7 -> {
                writeWord(out, hash);
                out.put('_');
                out.decimal(page);
                out.put(HTM);
            }
            case 8, 9, 10 -> {
                writeWord(out, hash);
                out.put('-');
                out.decimal(page);
            }
            default -> {
                writeWord(out, mix(hash, 1));
                out.put('-');
                writeFile(out, hash, page, HTML);
            }
        }
    }

    private static void writeWord(ByteSink out, long hash) {
        out.put(Words.LEAVES[below(mix(hash, 2), Words.LEAVES.length)]);
    }

    private static int lastNumber(byte[] path, int from, int to) {
        int end = to;
        while (end > from && !isDigit(path[end - 1])) {
            end--;
        }
        int start = end;
        while (start > from && isDigit(path[start - 1])) {
            start--;
        }
        if (start == end || end - start > 9) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + path[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
