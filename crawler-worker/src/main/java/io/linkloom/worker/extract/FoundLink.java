package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;

/** A link that may speak for its target; its words are read when the page has ended. */
final class FoundLink {
    final WebUrl target;
    final LinkKind kind;
    final int rel;

    Place place = Place.OTHER;
    int position;
    String hreflang = "";

    /** What stands for its words if it has none, the first that says anything. */
    long alt = TextRuns.NOTHING;

    long ariaLabel = TextRuns.NOTHING;
    long title = TextRuns.NOTHING;
    /** The same for a link that is not part of the page's text. */
    String label = "";

    /** The runs that are its words. */
    private int firstRun = -1;

    private int endRun = -1;

    FoundLink(WebUrl target, LinkKind kind, int rel) {
        this.target = target;
        this.kind = kind;
        this.rel = rel;
    }

    void beginsAt(int run) {
        firstRun = run;
        endRun = run;
    }

    void endsAt(int run) {
        endRun = run;
    }

    /** Its words as a reader sees them, or what stands for them. */
    String anchor(TextRuns text) {
        String words = text.anchor(firstRun, endRun);
        if (words.isEmpty()) {
            words = text.anchor(alt);
        }
        if (words.isEmpty()) {
            words = text.anchor(ariaLabel);
        }
        if (words.isEmpty()) {
            words = text.anchor(title);
        }
        return words.isEmpty() ? label : words;
    }

    Link link(String anchor, String before, String after, int count) {
        return new Link(target, kind, rel, anchor, place, position, before, after, hreflang, count);
    }

    String before(TextRuns text) {
        return firstRun < 0 ? "" : text.before(firstRun);
    }

    String after(TextRuns text) {
        return firstRun < 0 ? "" : text.after(endRun);
    }
}
