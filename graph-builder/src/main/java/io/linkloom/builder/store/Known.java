package io.linkloom.builder.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the pages of a shard. */
public interface Known {
    /** A page, null if it is not known. */
    @Nullable
    PageRow page(PageKey key);

    /** Pages in the order of their keys here, null for one that is not known. */
    List<@Nullable PageRow> pages(List<PageKey> keys);

    /** The links of a page; {@link OutlinksRow#NONE} if none are known. */
    OutlinksRow outlinks(PageKey source);

    /** What is known of a host's manners, null if nothing. */
    @Nullable
    HostRow host(HostKey host);

    /** What was spent on a host. */
    UsageRow usage(HostKey host);
}
