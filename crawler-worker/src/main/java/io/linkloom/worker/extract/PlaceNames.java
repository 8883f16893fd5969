package io.linkloom.worker.extract;

import io.linkloom.common.model.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What ids and classes say of the place, by the words that most of the web uses.
 *
 * <p>A name is taken apart at hyphens, underscores and humps ({@code main-nav}, {@code siteFooter}). It counts only if all
 * its parts are words of the lists below, since {@code card-header} is no header of a page; then the last part that names
 * a part of the page's frame decides ({@code header-nav} is a nav), and only if there is none, what is written in it does
 * ({@code main-content}). Of several names in one attribute the first that counts decides.
 */
final class PlaceNames {
    private static final Map<Place, List<String>> FRAME = Map.of(
            Place.NAV, List.of("nav", "navbar", "navi", "navigation", "menu", "menubar", "breadcrumb", "breadcrumbs"),
            Place.HEADER, List.of("header", "masthead", "banner"),
            Place.FOOTER, List.of("footer", "colophon", "bottombar"),
            Place.ASIDE, List.of("sidebar", "aside", "sidenav"));
    private static final Map<Place, List<String>> WRITING = Map.of(
            Place.MAIN, List.of("main", "content", "maincontent"),
            Place.ARTICLE, List.of("article", "post", "blogpost"));
    /** Words that leave the meaning of others as it is. */
    private static final List<String> COMPANIONS = List.of(
            "site",
            "page",
            "global",
            "body",
            "top",
            "bottom",
            "left",
            "right",
            "primary",
            "secondary",
            "inner",
            "outer",
            "wrapper",
            "wrap",
            "container",
            "area",
            "bar",
            "links",
            "list",
            "text",
            "entry",
            "the",
            "id",
            "block",
            "blog",
            "single",
            "full");

    /**
     * A word of the lists.
     *
     * @param place null for a companion
     * @param written whether it names what is written, not a part of the frame
     */
    private record Meaning(@Nullable Place place, boolean written) {}

    private static final PackedWords WORDS;
    private static final Meaning[] MEANINGS;

    static {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        FRAME.forEach((place, names) -> names.forEach(name -> meanings.put(name, new Meaning(place, false))));
        WRITING.forEach((place, names) -> names.forEach(name -> meanings.put(name, new Meaning(place, true))));
        COMPANIONS.forEach(name -> meanings.put(name, new Meaning(null, false)));
        WORDS = PackedWords.of(List.copyOf(meanings.keySet()));
        MEANINGS = meanings.values().toArray(new Meaning[0]);
    }

    private @Nullable Place frame;
    private @Nullable Place writing;
    private boolean known;

    private long low;
    private long high;
    private int length;

    /** The place that an id or a list of classes names; null if none. */
    @Nullable
    Place placeOf(String names) {
        begin();
        char previous = ' ';
        for (int i = 0; i < names.length(); i++) {
            char c = names.charAt(i);
            if (c <= ' ') {
                Place place = end();
                if (place != null) {
                    return place;
                }
                begin();
            } else if (c == '-' || c == '_') {
                endPart();
            } else {
                if (isUpper(c) && !isUpper(previous)) {
                    endPart();
                }
                add(c);
            }
            previous = c;
        }
        return end();
    }

    private void begin() {
        frame = null;
        writing = null;
        known = true;
        low = 0;
        high = 0;
        length = 0;
    }

    private void add(char c) {
        if (length >= PackedWords.MAX_LENGTH || c >= 0x80) {
            known = false;
            return;
        }
        long lower = isUpper(c) ? c | 0x20 : c;
        if (length < 8) {
            low |= lower << (8 * length);
        } else {
            high |= lower << (8 * (length - 8));
        }
        length++;
    }

    private void endPart() {
        if (length == 0 || !known) {
            return;
        }
        int word = WORDS.indexOf(low, high);
        known = word != PackedWords.NONE;
        if (known && MEANINGS[word].written()) {
            writing = MEANINGS[word].place();
        } else if (known && MEANINGS[word].place() != null) {
            frame = MEANINGS[word].place();
        }
        low = 0;
        high = 0;
        length = 0;
    }

    private @Nullable Place end() {
        endPart();
        if (!known) {
            return null;
        }
        return frame != null ? frame : writing;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
