package io.linkloom.worker.queue;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.url.Sites;
import java.time.Duration;

/** What operators say, as far as queues are concerned. Not thread-safe. */
final class HostRules {
    /** How much later than the scheduler this worker may hear what operators say. */
    static final Duration UNBLOCKED_WITHIN = Duration.ofSeconds(10);

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(500).toNanos();

    private final Pace usual;
    private final Sites sites = new Sites();
    private Controls before = Controls.NONE;
    private Controls controls = Controls.NONE;

    HostRules(Pace usual) {
        this.usual = usual;
    }

    /** Takes what holds now; whether that is another than before. */
    boolean take(Controls now) {
        boolean other = now != controls;
        if (other) {
            before = controls;
            controls = now;
        }
        return other;
    }

    /** Whether no turn is to begin. */
    boolean isPaused() {
        return controls.isPaused();
    }

    private boolean block(String host) {
        return controls.blocking(host, sites) != null;
    }

    /** Lets orders that came for a blocked host wait for a while, and then gives them up. */
    void holdBack(HostQueue host, WaitingOrders orders, long nowNanos) {
        if (host.orders.isEmpty() || !block(host.name)) {
            return;
        }
        if (nowNanos - host.touchedNanos >= UNBLOCKED_WITHIN.toNanos()) {
            orders.giveUpIf(host, _ -> true);
        } else {
            host.notBefore(nowNanos + LOOK_AGAIN_NANOS);
        }
    }

    /** Whether the page was dropped since its order was given. */
    boolean wasDropped(FetchOrder order) {
        return controls.isDropped(order.url(), order.orderedAtMillis(), sites);
    }

    /** Whether the order is not to be done. */
    boolean refuse(FetchOrder order) {
        return block(order.url().host()) || wasDropped(order);
    }

    /** Whether it is not to be done since what operators say was taken last; one that waits for its host to be unblocked goes on waiting. */
    boolean refuseFromNowOn(FetchOrder order) {
        String host = order.url().host();
        return (block(host) && before.blocking(host, sites) == null) || wasDropped(order);
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
