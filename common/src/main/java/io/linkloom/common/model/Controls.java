package io.linkloom.common.model;

import io.linkloom.common.model.Control.Act;
import io.linkloom.common.model.Control.Blocked;
import io.linkloom.common.model.Control.Delayed;
import io.linkloom.common.model.Control.Dropped;
import io.linkloom.common.model.Control.Paused;
import io.linkloom.common.model.Control.TakenIn;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is in force of all that operators have said. Immutable; what is asked for each host is a look-up or two. */
public final class Controls {
    /** Nothing was said. */
    public static final Controls NONE = new Controls(List.of());

    /**
     * Something said, and where.
     *
     * @param offset in topic controls
     */
    public record Said<T extends Control>(long offset, T what) {}

    private @Nullable Paused paused;
    private final List<Blocked> blocked = new ArrayList<>();
    private final Index<Blocked> blockedIndex = new Index<>();
    private final List<Delayed> delayed = new ArrayList<>();
    private final Index<Delayed> delayedIndex = new Index<>();
    private final List<TakenIn> takenIn = new ArrayList<>();
    private final List<Said<Act>> acts = new ArrayList<>();
    private final Index<List<Dropped>> dropped = new Index<>();

    /** What is said of hosts, by host and by site. */
    private static final class Index<T> {
        private final Map<String, T> byHost = new HashMap<>();
        private final Map<String, T> bySite = new HashMap<>();

        /** Of the pages' host, or for a site of that. */
        T computeIfAbsent(PageRange pages, Supplier<T> absent) {
            Map<String, T> map = pages.kind() == PageRange.Kind.SITE ? bySite : byHost;
            return map.computeIfAbsent(hostOf(pages), _ -> absent.get());
        }

        private static String hostOf(PageRange pages) {
            return switch (pages.kind()) {
                case URL, PREFIX -> WebUrl.parse(pages.text()).host();
                case HOST, SITE -> pages.text();
            };
        }

        /** What is said of the host itself goes before what is said of its site. */
        @Nullable
        T get(String host, Sites sites) {
            T own = byHost.get(host);
            return own != null || bySite.isEmpty() ? own : bySite.get(sites.siteOf(PageRange.nameOf(host)));
        }
    }

    private Controls(List<Said<Control>> inOrder) {
        for (Said<Control> each : inOrder) {
            switch (each.what) {
                case Paused pause -> paused = pause;
                case Blocked block -> {
                    blocked.add(block);
                    var _ = blockedIndex.computeIfAbsent(block.hosts(), () -> block);
                }
                case Delayed delay -> {
                    delayed.add(delay);
                    var _ = delayedIndex.computeIfAbsent(delay.hosts(), () -> delay);
                }
                case TakenIn seed -> takenIn.add(seed);
                case Act act -> acts.add(new Said<>(each.offset, act));
            }
            if (each.what instanceof Dropped drop) {
                dropped.computeIfAbsent(drop.pages(), ArrayList::new).add(drop);
            }
        }
    }

    /** What is left of all that was said, in any order. */
    public static Controls of(Collection<Said<Control>> said) {
        return said.isEmpty()
                ? NONE
                : new Controls(said.stream()
                        .sorted(Comparator.comparingLong(Said::offset))
                        .toList());
    }

    /** Since when the crawl pauses, null if it does not. */
    public @Nullable Paused paused() {
        return paused;
    }

    /** Whether nothing is to be ordered or fetched. */
    public boolean isPaused() {
        return paused != null;
    }

    /**
     * Why nothing is to be fetched from a host, null if that is not so.
     *
     * @param host as {@link WebUrl#host()} gives it
     */
    public @Nullable Blocked blocking(String host, Sites sites) {
        return blockedIndex.get(host, sites);
    }

    /**
     * What was said of the delay of a host, null if nothing was; what is said of the host goes before what is said of its site.
     *
     * @param host as {@link WebUrl#host()} gives it
     */
    public @Nullable Delayed delaying(String host, Sites sites) {
        return delayedIndex.get(host, sites);
    }

    /** Whether a host is blocked, or has a delay of its own. */
    public boolean saysSomethingOfHosts() {
        return !blocked.isEmpty() || !delayed.isEmpty();
    }

    /** Whether the same hosts are blocked, and the same delays are set. */
    public boolean saysTheSameOfHosts(Controls other) {
        return blocked.equals(other.blocked) && delayed.equals(other.delayed);
    }

    /** Whether a page was dropped after it was ordered. */
    public boolean isDropped(WebUrl page, long orderedAtMillis, Sites sites) {
        return isDropped(dropped.byHost.get(page.host()), page, orderedAtMillis, sites)
                || (!dropped.bySite.isEmpty()
                        && isDropped(dropped.bySite.get(sites.siteOf(page)), page, orderedAtMillis, sites));
    }

    private static boolean isDropped(@Nullable List<Dropped> drops, WebUrl page, long orderedAtMillis, Sites sites) {
        return drops != null
                && drops.stream()
                        .anyMatch(drop -> orderedAtMillis < drop.atMillis()
                                && drop.pages().holds(page, sites));
    }

    /** The hosts and sites that are blocked, in the order in which that was said. */
    public List<Blocked> blocked() {
        return List.copyOf(blocked);
    }

    /** The delays that were set, in that order. */
    public List<Delayed> delayed() {
        return List.copyOf(delayed);
    }

    /** The seeds that widened the scope. */
    public List<TakenIn> takenIn() {
        return List.copyOf(takenIn);
    }

    /** What each shard does once, in order. */
    public List<Said<Act>> acts() {
        return List.copyOf(acts);
    }

    /** How many there are of all sorts. */
    public int size() {
        return (paused == null ? 0 : 1) + blocked.size() + delayed.size() + takenIn.size() + acts.size();
    }
}
