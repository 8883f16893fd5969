package io.linkloom.testkit.web;

/** A page as one number: the site in the upper half, its page in the lower. */
final class PageId {

    private PageId() {}

    static long of(int site, int page) {
        return ((long) site << 32) | page;
    }

    static int site(long id) {
        return (int) (id >>> 32);
    }

    static int page(long id) {
        return (int) id;
    }
}
