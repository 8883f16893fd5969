package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one link of the links that a page has to one target: the first follow one, else the first, speaks for all. Keeps
 * no more than the limits and counts the rest.
 */
final class LinkCollector {
    private final ExtractLimits limits;
    private final Map<WebUrl, Target> targets = new LinkedHashMap<>();
    private long textBytes;
    private int dropped;

    private static final class Target {
        Link speaker;
        int count = 1;

        Target(Link speaker) {
            this.speaker = speaker;
        }
    }

    LinkCollector(ExtractLimits limits) {
        this.limits = limits;
    }

    /** Notes a link; {@link Link#count()} does not count. */
    void add(Link link) {
        Target target = targets.get(link.target());
        if (target == null) {
            addTarget(link);
            return;
        }
        target.count++;
        int more = utf8Length(link.anchor()) - utf8Length(target.speaker.anchor());
        if (!target.speaker.isFollow() && link.isFollow() && textBytes + more <= limits.textBytes()) {
            target.speaker = link;
            textBytes += more;
        }
    }

    private void addTarget(Link link) {
        int bytes = link.target().text().length() + utf8Length(link.anchor());
        if (targets.size() >= limits.links() || textBytes + bytes > limits.textBytes()) {
            dropped++;
            return;
        }
        textBytes += bytes;
        targets.put(link.target(), new Target(link));
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>(targets.size());
        targets.values()
                .forEach(target ->
                        links.add(target.count == 1 ? target.speaker : target.speaker.withCount(target.count)));
        return links;
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
