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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<PageRange, Blocked> blocked = new LinkedHashMap<>();
    private final Map<PageRange, Delayed> delayed = new LinkedHashMap<>();
    private final List<TakenIn> takenIn = new ArrayList<>();
    private final List<Said<Act>> acts = new ArrayList<>();
    /** By what its pages are found by: their host, or their site. */
    private final Map<PageRange, List<Dropped>> dropped = new HashMap<>();

    private Controls(List<Said<Control>> inOrder) {
        for (Said<Control> each : inOrder) {
            switch (each.what) {
                case Paused pause -> paused = pause;
                case Blocked block -> blocked.put(block.hosts(), block);
                case Delayed delay -> delayed.put(delay.hosts(), delay);
                case TakenIn seed -> takenIn.add(seed);
                case Act act -> acts.add(new Said<>(each.offset, act));
            }
            if (each.what instanceof Dropped drop) {
                dropped.computeIfAbsent(home(drop.pages()), _ -> new ArrayList<>())
                        .add(drop);
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

    private static PageRange home(PageRange pages) {
        return switch (pages.kind()) {
            case URL, PREFIX -> PageRange.host(WebUrl.parse(pages.text()).host());
            case HOST, SITE -> pages;
        };
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
        return about(blocked, host, sites);
    }

    /**
     * What was said of the delay of a host, null if nothing was; what is said of the host goes before what is said of its site.
     *
     * @param host as {@link WebUrl#host()} gives it
     */
    public @Nullable Delayed delaying(String host, Sites sites) {
        return about(delayed, host, sites);
    }

    private static <T> @Nullable T about(Map<PageRange, T> rules, String host, Sites sites) {
        if (rules.isEmpty()) {
            return null;
        }
        T own = rules.get(PageRange.host(host));
        return own != null ? own : rules.get(PageRange.site(sites.siteOf(PageRange.nameOf(host))));
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
        return !dropped.isEmpty()
                && (isDropped(dropped.get(PageRange.host(page.host())), page, orderedAtMillis, sites)
                        || isDropped(dropped.get(PageRange.site(sites.siteOf(page))), page, orderedAtMillis, sites));
    }

    private static boolean isDropped(@Nullable List<Dropped> drops, WebUrl page, long orderedAtMillis, Sites sites) {
        return drops != null
                && drops.stream()
                        .anyMatch(drop -> orderedAtMillis < drop.atMillis()
                                && drop.pages().holds(page, sites));
    }

    /** The hosts and sites that are blocked, in the order in which that was said. */
    public List<Blocked> blocked() {
        return List.copyOf(blocked.values());
    }

    /** The delays that were set, in that order. */
    public List<Delayed> delayed() {
        return List.copyOf(delayed.values());
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
