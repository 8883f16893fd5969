package io.linkloom.builder.check;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Fingerprint;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Live links between sites: as their sources have them, and as their targets do. */
final class LinksRelation implements Relation {
    private final Index index;

    LinksRelation(Index index) {
        this.index = index;
    }

    @Override
    public void enter(Ledger ledger) {
        for (Shard shard : index.shards()) {
            index.walk(
                    shard, "links of sources", all -> all.outlinks(Shard.ALL), (key, row) -> expect(key, row, ledger));
            index.walk(shard, "links of targets", all -> all.inlinks(Shard.ALL), (key, row) -> {
                if (row.isLive() && index.shardOfSite(index.siteOf(key.source())) != null) {
                    ledger.store(key.toBytes(), 1, Fingerprint.of(row.encode()));
                }
            });
        }
    }

    private void expect(PageKey source, OutlinksRow row, Ledger ledger) {
        String site = index.siteOf(source);
        for (OutLink link : row.live()) {
            String targetSite = index.siteOf(link.target());
            if (!targetSite.equals(site) && index.shardOfSite(targetSite) != null) {
                byte[] key = new InlinkKey(link.target(), source).toBytes();
                ledger.expect(key, 1, Fingerprint.of(InlinkRow.of(link).encode()));
            }
        }
    }

    @Override
    public void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings) {
        InlinkKey link = InlinkKey.ofBytes(key);
        findings.add(
                CheckReport.Kind.LINK,
                "the link from " + link.source() + " to " + link.target() + ": its source has " + atSource(link)
                        + ", its target " + shown(atTarget(link)));
    }

    private String atSource(InlinkKey link) {
        Shard shard = index.shardOfSite(index.siteOf(link.source()));
        return shard == null ? "nothing" : shown(of(shard.outlinks(link.source()), link.target()));
    }

    private static @Nullable InlinkRow of(OutlinksRow row, PageKey target) {
        return Stream.concat(row.live().stream(), row.lost().stream())
                .filter(each -> each.target().equals(target))
                .findFirst()
                .map(InlinkRow::of)
                .orElse(null);
    }

    private @Nullable InlinkRow atTarget(InlinkKey link) {
        Shard shard = index.shardOfSite(index.siteOf(link.target()));
        return shard == null ? null : shard.inlink(link);
    }

    static String shown(@Nullable InlinkRow row) {
        return row == null ? "nothing" : row.toString();
    }
}
