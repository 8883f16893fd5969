package io.linkloom.builder.check;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Fingerprint;
import java.util.List;

/** Links within sites, live and lost: as their sources have them, and where the index keeps them by target too, as those rows do. */
final class InternalLinksRelation implements Relation {
    private final Index index;

    InternalLinksRelation(Index index) {
        this.index = index;
    }

    @Override
    public void enter(Ledger ledger) {
        for (Shard shard : index.shards()) {
            if (shard.identity().internalLinks() == InternalLinks.ROWS) {
                index.walk(
                        shard,
                        "links within sites",
                        all -> all.outlinks(Shard.ALL),
                        (key, row) -> expect(key, row, ledger));
            }
            index.walk(
                    shard,
                    "rows of links within sites",
                    all -> all.internalInlinks(Shard.ALL),
                    (key, row) -> ledger.store(key.toBytes(), 1, Fingerprint.of(row.encode())));
        }
    }

    private void expect(PageKey source, OutlinksRow row, Ledger ledger) {
        String site = index.siteOf(source);
        for (List<OutLink> links : List.of(row.live(), row.lost())) {
            for (OutLink link : links) {
                if (index.siteOf(link.target()).equals(site)) {
                    byte[] key = new InlinkKey(link.target(), source).toBytes();
                    ledger.expect(key, 1, Fingerprint.of(InlinkRow.of(link).encode()));
                }
            }
        }
    }

    @Override
    public void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings) {
        InlinkKey link = InlinkKey.ofBytes(key);
        String what = "the link from " + link.source() + " to " + link.target() + " within their site ";
        findings.add(
                CheckReport.Kind.INTERNAL_LINK,
                what
                        + (expected.isNothing()
                                ? "has a row, and its source does not have it"
                                : stored.isNothing() ? "has no row" : "has a row that says something else"));
    }
}
