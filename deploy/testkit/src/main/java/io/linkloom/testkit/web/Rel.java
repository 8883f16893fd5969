package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.mix;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** A rel attribute as a page's author wrote it, and what it means. */
final class Rel {

    private static final Rel NONE = read("");
    private static final Rel[] INTERNAL = {
        read("nofollow"),
        read("NoFollow"),
        read("noopener"),
        read("bookmark"),
        read("no-follow"),
        read("author me"),
        read("tag")
    };
    private static final Rel[] EXTERNAL = {
        read("nofollow"),
        read("nofollow noopener"),
        read("noopener noreferrer"),
        read("noreferrer  NOOPENER"),
        read("external nofollow"),
        read("ugc"),
        read("UGC nofollow"),
        read("nofollow ugc noopener"),
        read("sponsored"),
        read("noopener sponsored nofollow"),
        read("\tSponsored \n noopener "),
        read("noopener"),
        read("external"),
        read("dofollow"),
        read("x-partner nofollow")
    };

    private final byte[] written;
    private final SortedSet<String> tokens;
    private final boolean isFollow;

    private Rel(byte[] written, SortedSet<String> tokens) {
        this.written = written;
        this.tokens = tokens;
        this.isFollow = !tokens.contains("nofollow") && !tokens.contains("ugc") && !tokens.contains("sponsored");
    }

    /** The attribute's value; empty for no attribute. */
    byte[] written() {
        return written;
    }

    /** The known tokens in lower case, sorted. */
    SortedSet<String> tokens() {
        return tokens;
    }

    /** Whether none of nofollow, ugc and sponsored is among the tokens. */
    boolean isFollow() {
        return isFollow;
    }

    /** The rel of a link, most often none, oftener one when the link leaves its site. */
    static Rel of(long hash, boolean isExternal) {
        int draw = (int) hash & 0xFF;
        if (isExternal) {
            return draw < 100 ? EXTERNAL[below(mix(hash), EXTERNAL.length)] : NONE;
        }
        return draw < 12 ? INTERNAL[below(mix(hash), INTERNAL.length)] : NONE;
    }

    private static Rel read(String written) {
        SortedSet<String> tokens = new TreeSet<>();
        for (String token : written.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (TrueLink.KNOWN_REL.contains(token)) {
                tokens.add(token);
            }
        }
        return new Rel(Words.bytes(written), Collections.unmodifiableSortedSet(tokens));
    }
}
