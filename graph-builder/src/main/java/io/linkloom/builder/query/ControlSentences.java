package io.linkloom.builder.query;

import io.linkloom.common.config.Durations;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What operators have said that a page is subject to, in words. */
final class ControlSentences {
    private ControlSentences() {}

    static List<String> about(WebUrl url, Controls controls, Sites sites) {
        List<String> sentences = new ArrayList<>();
        Control.Paused paused = controls.paused();
        if (paused != null) {
            sentences.add("the crawl pauses since " + time(paused));
        }
        Control.Blocked blocked = controls.blocking(url.host(), sites);
        if (blocked != null) {
            sentences.add(blocked.hosts() + " is blocked since " + time(blocked));
        }
        Control.Delayed delayed = controls.delaying(url.host(), sites);
        if (delayed != null) {
            sentences.add("requests to " + delayed.hosts() + " are " + Durations.text(delayed.delay())
                    + " apart at least, since " + time(delayed));
        }
        return sentences;
    }

    private static Instant time(Control said) {
        return Instant.ofEpochMilli(said.atMillis());
    }
}
