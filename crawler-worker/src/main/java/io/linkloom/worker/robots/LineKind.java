package io.linkloom.worker.robots;

/** What a line of a robots.txt is about, as far as it has to be known before crawler-commons reads the file. */
enum LineKind {
    /** Allows or forbids; with all the ways in which crawler-commons knows these words to be misspelt. */
    RULE,
    /** Says whom the rules behind it are for. */
    AGENT,
    CRAWL_DELAY,
    SITEMAP,
    OTHER;

    static LineKind of(FileLine line) {
        String name = line.name();
        return switch (name.isEmpty() ? 0 : name.charAt(0)) {
            case 'a', 'd' -> RULE;
            case 'u' -> AGENT;
            case 'c' -> CrawlDelay.seconds(line).isEmpty() ? OTHER : CRAWL_DELAY;
            case 's' -> ofNameWithS(name);
            case 'h' -> isBareSitemap(line) ? SITEMAP : OTHER;
            default -> OTHER;
        };
    }

    private static LineKind ofNameWithS(String name) {
        if (name.equals("sitemap") || name.equals("sitemaps")) {
            return SITEMAP;
        }
        return name.startsWith("ser-") ? AGENT : OTHER;
    }

    /** The URL of a sitemap without the word in front. */
    private static boolean isBareSitemap(FileLine line) {
        return (line.name().equals("http") || line.name().equals("https"))
                && line.value().startsWith("//")
                && line.value().contains("sitemap");
    }
}
