package io.linkloom.builder.store;

import java.util.Locale;

/** The kinds of rows in a shard, each with an order of its own. */
public enum Family {
    /** Page key → {@link PageRow}. */
    PAGES,
    /** Page key → {@link OutlinksRow}. */
    OUTLINKS,
    /** {@link InlinkKey} → {@link InlinkRow}; external links only. */
    INLINKS,
    /** {@link InlinkKey} → {@link InlinkRow}; links within a site, where {@link InternalLinks#ROWS} asks for them. */
    INTERNAL_INLINKS,
    /** {@link ReferrerKey} → {@link FewLinksRow} or {@link ReferrerRow}; external links only. */
    REFERRERS,
    /** {@link CountsKey} → {@link CountsRow}; external links only. */
    COUNTS,
    /** {@link HistoryKey} → {@link HistoryRow}; external links only. */
    HISTORY,
    /** {@link QueueKey} → {@link QueueRow}. */
    QUEUE,
    /** {@link DueKey} → {@link DueRow}. */
    DUE,
    /** {@link HostKey} → {@link HostRow}. */
    HOSTS,
    /** {@link HostKey} → {@link UsageRow}. */
    USAGE,
    /** {@link DirectoryKey} → {@link DirectoryRow}. */
    DIRECTORIES,
    /** Name → what the shard knows of itself, see {@link MetaRows}. */
    META;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on disk: lower case. */
    public String label() {
        return label;
    }
}
