package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one link of the links that a page has to one target, as {@link Link} says which of them speaks for all. Keeps no
 * more than the limits and counts the rest.
 */
final class LinkCollector {
    private final ExtractLimits limits;
    private final Map<WebUrl, Target> targets = new HashMap<>();
    private final List<Target> inOrder = new ArrayList<>();
    private long textBytes;
    private int dropped;

    private static final class Target {
        FoundLink speaker;
        int count = 1;

        Target(FoundLink speaker) {
            this.speaker = speaker;
        }
    }

    LinkCollector(ExtractLimits limits) {
        this.limits = limits;
    }

    /** Counts a link; returns it if it speaks for its target from now on. */
    @Nullable
    FoundLink note(WebUrl url, LinkKind kind, int rel) {
        Target target = targets.get(url);
        if (target == null) {
            return noteFirst(url, kind, rel);
        }
        target.count++;
        FoundLink speaker = target.speaker;
        if (rank(kind, rel) <= rank(speaker.kind, speaker.rel)) {
            return null;
        }
        target.speaker = new FoundLink(url, kind, rel);
        return target.speaker;
    }

    private @Nullable FoundLink noteFirst(WebUrl url, LinkKind kind, int rel) {
        if (inOrder.size() >= limits.links() || textBytes + url.text().length() > limits.textBytes()) {
            dropped++;
            return null;
        }
        textBytes += url.text().length();
        Target target = new Target(new FoundLink(url, kind, rel));
        targets.put(url, target);
        inOrder.add(target);
        return target.speaker;
    }

    /** Words speak louder than links a reader does not see, and follow links louder than others of their sort. */
    private static int rank(LinkKind kind, int rel) {
        int words = kind == LinkKind.A || kind == LinkKind.AREA ? 2 : 0;
        return RelToken.isFollow(rel) ? words + 1 : words;
    }

    /** The links in the order in which their targets first appeared. What stands around them goes first if there is too much. */
    List<Link> links(TextRuns text) {
        List<Link> links = new ArrayList<>(inOrder.size());
        long bytes = 0;
        long around = 0;
        for (Target target : inOrder) {
            FoundLink speaker = target.speaker;
            String anchor = speaker.anchor(text);
            int length = speaker.target.text().length() + utf8Length(anchor) + speaker.hreflang.length();
            if (bytes + length > limits.textBytes()) {
                dropped += target.count;
                continue;
            }
            bytes += length;
            String before = speaker.before(text);
            String after = speaker.after(text);
            around += utf8Length(before) + utf8Length(after);
            links.add(speaker.link(anchor, before, after, target.count));
        }
        return bytes + around <= limits.textBytes() ? links : withoutAround(links);
    }

    private static List<Link> withoutAround(List<Link> links) {
        return links.stream().map(link -> link.withAround("", "")).toList();
    }

    int dropped() {
        return dropped;
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair counts two, which is four for the pair.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
