package io.linkloom.worker.queue;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.url.Sites;

/** What operators say, as far as queues are concerned. Not thread-safe. */
final class HostRules {
    private final Pace usual;
    private final Sites sites = new Sites();
    private Controls controls = Controls.NONE;

    HostRules(Pace usual) {
        this.usual = usual;
    }

    /** Takes what holds now; whether that is another than before. */
    boolean take(Controls now) {
        boolean other = now != controls;
        controls = now;
        return other;
    }

    /** Whether no turn is to begin. */
    boolean isPaused() {
        return controls.isPaused();
    }

    /** Whether the order is not to be done: its host is blocked, or its page was dropped since it was given. */
    boolean refuse(FetchOrder order) {
        return controls.blocking(order.url().host(), sites) != null
                || controls.isDropped(order.url(), order.orderedAtMillis(), sites);
    }

    /** Whether some order may be refused. */
    boolean refuseSome() {
        return controls.saysSomethingOfHosts() || !controls.acts().isEmpty();
    }

    /** How long the host is left alone after a request. */
    Pace paceOf(String host) {
        Control.Delayed own = controls.delaying(host, sites);
        return own == null ? usual : usual.with(own.delay());
    }
}
