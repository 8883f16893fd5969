package io.linkloom.worker.extract;

import io.linkloom.common.model.Place;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The places around the current one. The nearest element that says what it is counts, be it by its tag, by its role, or
 * by its id or class where they are ones that everybody uses.
 */
final class Places {
    private final PlaceNames names = new PlaceNames();
    private Place[] outer = new Place[64];
    private int depth;
    private Place current = Place.OTHER;

    Place current() {
        return current;
    }

    void enter(Tag tag, TagAttributes attributes) {
        if (depth == outer.length) {
            outer = Arrays.copyOf(outer, 2 * depth);
        }
        outer[depth++] = current;
        Place place = ofTag(tag);
        if (place == null) {
            place = ofAttributes(attributes);
        }
        if (place != null) {
            current = place;
        }
    }

    /** Leaves the element that was entered last. */
    void leave() {
        if (depth > 0) {
            current = outer[--depth];
        }
    }

    private static @Nullable Place ofTag(Tag tag) {
        return switch (tag) {
            case MAIN -> Place.MAIN;
            case ARTICLE -> Place.ARTICLE;
            case NAV -> Place.NAV;
            case HEADER -> Place.HEADER;
            case FOOTER -> Place.FOOTER;
            case ASIDE -> Place.ASIDE;
            default -> null;
        };
    }

    private @Nullable Place ofAttributes(TagAttributes attributes) {
        Place place = attributes.has(Attr.ROLE) ? ofRole(attributes.value(Attr.ROLE)) : null;
        if (place == null && attributes.has(Attr.ID)) {
            place = names.placeOf(attributes.value(Attr.ID));
        }
        if (place == null && attributes.has(Attr.CLASS)) {
            place = names.placeOf(attributes.value(Attr.CLASS));
        }
        return place;
    }

    /** What WAI-ARIA calls the landmarks. */
    private static @Nullable Place ofRole(String role) {
        return switch (role.strip().toLowerCase(Locale.ROOT)) {
            case "main" -> Place.MAIN;
            case "article" -> Place.ARTICLE;
            case "navigation" -> Place.NAV;
            case "banner" -> Place.HEADER;
            case "contentinfo" -> Place.FOOTER;
            case "complementary" -> Place.ASIDE;
            default -> null;
        };
    }
}
