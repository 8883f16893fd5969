package io.linkloom.builder.query;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.RelToken;
import java.util.Locale;

/**
 * What makes links to another address count for the page that is asked about: the address redirects to the page, or names it as
 * its canonical one, in one step or several.
 */
public enum Resolve {
    /** Nothing: links count for the address that they have. */
    NONE,
    /** A redirect (HTTP 3xx). */
    REDIRECT,
    /** A canonical link. */
    CANONICAL,
    /** Both. */
    ALL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in options and API: lower case. */
    public String label() {
        return label;
    }

    /** Whether a live link of this kind and rel makes its source stand for its target. */
    boolean follows(LinkKind kind, int rel) {
        return follows(kind.code(), rel);
    }

    boolean follows(int kindCode, int rel) {
        return switch (this) {
            case NONE -> false;
            case REDIRECT -> isRedirect(kindCode);
            case CANONICAL -> isCanonical(kindCode, rel);
            case ALL -> isRedirect(kindCode) || isCanonical(kindCode, rel);
        };
    }

    private static boolean isRedirect(int kindCode) {
        return kindCode == LinkKind.REDIRECT.code();
    }

    /** A link that readers see may speak for the target that the page also names as canonical. */
    private static boolean isCanonical(int kindCode, int rel) {
        return kindCode == LinkKind.CANONICAL.code() || (rel & RelToken.PAGE_CANONICAL) != 0;
    }
}
