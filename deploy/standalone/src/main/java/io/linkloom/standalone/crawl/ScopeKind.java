package io.linkloom.standalone.crawl;

import java.util.Locale;

/** How far from the seeds a crawl goes. */
public enum ScopeKind {
    /** Everywhere. */
    ANY,
    /** The sites of the seeds. */
    SITE,
    /** The hosts of the seeds. */
    HOST,
    /** The pages whose URL begins with a seed's. */
    PREFIX;

    /** The name in options and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
