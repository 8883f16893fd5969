package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The digest of a page's links: equal exactly when nothing that the index keeps of them differs.
 *
 * <p>SHA-256 over the links ordered by target: target, kind, rel, place, count, anchor; texts end with a zero byte,
 * numbers are decimal. The order on the page and the text around a link do not count, so that a page that merely moves
 * its links about is unchanged.
 */
public final class LinksDigest {
    private LinksDigest() {}

    /** The digest of {@code links}, which have different targets. */
    public static Digest of(List<Link> links) {
        Link[] sorted = links.toArray(new Link[0]);
        Arrays.sort(sorted, Comparator.comparing(link -> link.target().text()));
        MessageDigest sha = Digest.sha256();
        for (Link link : sorted) {
            update(sha, link.target().text());
            update(sha, link.kind().label());
            update(sha, Integer.toString(link.rel()));
            update(sha, link.place().label());
            update(sha, Integer.toString(link.count()));
            update(sha, link.anchor());
        }
        return Digest.finish(sha);
    }

    /**
     * The digest of links and of what is said of their targets, so that a list is another when what it says is; that of the links alone
     * if nothing is said.
     */
    public static Digest of(List<Link> links, Map<WebUrl, PageHint> hints) {
        if (hints.isEmpty()) {
            return of(links);
        }
        MessageDigest sha = Digest.sha256();
        sha.update(of(links).toBytes());
        hints.entrySet().stream()
                .sorted(Comparator.comparing(hint -> hint.getKey().text()))
                .forEach(hint -> {
                    update(sha, hint.getKey().text());
                    update(sha, Long.toString(hint.getValue().modifiedAtMillis()));
                    update(sha, Integer.toString(hint.getValue().priority()));
                });
        return Digest.finish(sha);
    }

    private static void update(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }
}
