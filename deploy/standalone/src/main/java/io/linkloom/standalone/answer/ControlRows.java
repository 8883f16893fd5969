package io.linkloom.standalone.answer;

import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.api.ControlsJson.ActJson;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Listing;
import java.util.Locale;

/** Lists what operators have said and what is in force of it, in columns for what it is and which it is. */
public final class ControlRows {

    private ControlRows() {}

    /** Writes it, each thing a line. */
    public static void list(ControlsJson controls, Listing listing) {
        if (controls.pausedSince() != null) {
            listing.row("paused since", controls.pausedSince());
        }
        for (ControlsJson.Hosts each : controls.blocked()) {
            listing.row("blocked", each.scope() + " " + each.name() + ", since " + each.since());
        }
        rest(controls.blockedCount() - controls.blocked().size(), "blocked", listing);
        for (ControlsJson.Delay each : controls.delays()) {
            String delay = String.format(Locale.ROOT, "%s s", each.seconds());
            listing.row("delay", each.scope() + " " + each.name() + ": " + delay + ", since " + each.since());
        }
        rest(controls.delaysCount() - controls.delays().size(), "delay", listing);
        controls.scopeSeeds().forEach(seed -> listing.row("scope also around", seed));
        controls.acts().forEach(act -> listing.row(act.action(), text(act)));
    }

    private static void rest(int left, String what, Listing listing) {
        if (left > 0) {
            listing.row(what, "and " + Figures.count(left) + " more");
        }
    }

    private static String text(ActJson act) {
        Integer count = act.count();
        if (count != null) {
            String others = count == 1 ? "" : " and " + Figures.count(count - 1) + " more";
            return act.target() + others + ", at " + act.at();
        }
        long pages = act.pages() == null ? 0 : act.pages();
        String done = act.shardsDone() == act.shards()
                ? "done"
                : "done by " + act.shardsDone() + " of " + act.shards() + " shards";
        return act.scope() + " " + act.target() + ", at " + act.at() + ": " + done + ", "
                + Figures.count(pages, "page", "pages");
    }
}
