package io.linkloom.worker.extract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The elements that matter to somebody: they are or hold links, divide the page into places, separate words, or change
 * how what follows is to be read. All others are to a reader of links as if they were not there.
 */
enum Tag {
    A(Tag.FOR_READER | Tag.ATTRIBUTES),
    /** An {@code a} of SVG: it has no name of its own. */
    SVG_A("", Tag.FOR_READER | Tag.ATTRIBUTES),
    AREA(Tag.FOR_READER | Tag.ATTRIBUTES),
    IMG(Tag.FOR_READER | Tag.ATTRIBUTES),
    /** What HTML takes for an {@code img}. */
    IMAGE(Tag.ATTRIBUTES),
    IFRAME(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.RAW_TEXT),
    FRAME(Tag.FOR_READER | Tag.ATTRIBUTES),
    FRAMESET(0),
    FORM(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.BLOCK),
    LINK(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.HEAD_PART),
    META(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.HEAD_PART | Tag.BREAKOUT),
    BASE(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.HEAD_PART),
    TITLE(Tag.FOR_READER | Tag.HEAD_PART | Tag.RC_DATA),
    HTML(Tag.FOR_READER | Tag.ATTRIBUTES | Tag.HEAD_PART),
    HEAD(Tag.FOR_READER | Tag.HEAD_PART | Tag.BREAKOUT),
    BODY(Tag.FOR_READER | Tag.BLOCK | Tag.BREAKOUT),
    NOSCRIPT(Tag.FOR_READER | Tag.HEAD_PART),
    TEMPLATE(Tag.HEAD_PART),
    BR(Tag.FOR_READER | Tag.BREAKOUT),

    MAIN(Tag.PLACE),
    ARTICLE(Tag.PLACE),
    NAV(Tag.PLACE | Tag.BREAKOUT),
    HEADER(Tag.PLACE),
    FOOTER(Tag.PLACE),
    ASIDE(Tag.PLACE),
    SECTION(Tag.PLACE),
    DIV(Tag.PLACE | Tag.BREAKOUT),
    UL(Tag.PLACE | Tag.BREAKOUT),
    OL(Tag.PLACE | Tag.BREAKOUT),
    DL(Tag.PLACE | Tag.BREAKOUT),
    MENU(Tag.PLACE | Tag.BREAKOUT),
    TABLE(Tag.PLACE | Tag.BREAKOUT),
    TD(Tag.PLACE),
    TH(Tag.PLACE),

    ADDRESS(Tag.WORDS),
    BLOCKQUOTE(Tag.WORDS | Tag.BREAKOUT),
    CAPTION(Tag.WORDS),
    CENTER(Tag.WORDS | Tag.BREAKOUT),
    DD(Tag.WORDS | Tag.BREAKOUT),
    DETAILS(Tag.WORDS),
    DIALOG(Tag.WORDS),
    DIR(Tag.WORDS),
    DT(Tag.WORDS | Tag.BREAKOUT),
    FIELDSET(Tag.WORDS),
    FIGCAPTION(Tag.WORDS),
    FIGURE(Tag.WORDS),
    H1(Tag.WORDS | Tag.BREAKOUT),
    H2(Tag.WORDS | Tag.BREAKOUT),
    H3(Tag.WORDS | Tag.BREAKOUT),
    H4(Tag.WORDS | Tag.BREAKOUT),
    H5(Tag.WORDS | Tag.BREAKOUT),
    H6(Tag.WORDS | Tag.BREAKOUT),
    HGROUP(Tag.WORDS),
    HR(Tag.WORDS | Tag.BREAKOUT),
    LEGEND(Tag.WORDS),
    LI(Tag.WORDS | Tag.BREAKOUT),
    LISTING(Tag.WORDS | Tag.BREAKOUT),
    OPTION(Tag.WORDS),
    P(Tag.WORDS | Tag.BREAKOUT),
    PRE(Tag.WORDS | Tag.BREAKOUT),
    SEARCH(Tag.WORDS),
    SUMMARY(Tag.WORDS),
    TBODY(Tag.WORDS),
    TFOOT(Tag.WORDS),
    THEAD(Tag.WORDS),
    TR(Tag.WORDS),
    COL(0),
    COLGROUP(0),

    SCRIPT(Tag.HEAD_PART | Tag.SCRIPT_DATA),
    STYLE(Tag.HEAD_PART | Tag.RAW_TEXT),
    NOFRAMES(Tag.HEAD_PART | Tag.RAW_TEXT),
    NOEMBED(Tag.RAW_TEXT),
    XMP(Tag.WORDS | Tag.RAW_TEXT),
    TEXTAREA(Tag.RC_DATA),
    PLAINTEXT(Tag.WORDS | Tag.PLAIN_TEXT),
    BASEFONT(Tag.HEAD_PART),
    BGSOUND(Tag.HEAD_PART),

    APPLET(0),
    MARQUEE(0),
    OBJECT(0),

    SVG(0),
    MATH(0),
    FOREIGNOBJECT(0),
    DESC(0),
    MI(0),
    MO(0),
    MN(0),
    MS(0),
    MTEXT(0),
    ANNOTATION_XML("annotation-xml", Tag.ATTRIBUTES),

    B(Tag.BREAKOUT),
    BIG(Tag.BREAKOUT),
    CODE(Tag.BREAKOUT),
    EM(Tag.BREAKOUT),
    EMBED(Tag.BREAKOUT),
    I(Tag.BREAKOUT),
    NOBR(Tag.BREAKOUT),
    RUBY(Tag.BREAKOUT),
    S(Tag.BREAKOUT),
    SMALL(Tag.BREAKOUT),
    SPAN(Tag.BREAKOUT),
    STRIKE(Tag.BREAKOUT),
    STRONG(Tag.BREAKOUT),
    SUB(Tag.BREAKOUT),
    SUP(Tag.BREAKOUT),
    TT(Tag.BREAKOUT),
    U(Tag.BREAKOUT),
    VAR(Tag.BREAKOUT);

    /** The reader of the page wants to hear of it. */
    static final int FOR_READER = 1;
    /** Somebody may ask for its attributes. */
    static final int ATTRIBUTES = 1 << 1;
    /** Words on its two sides are in different paragraphs. */
    static final int BLOCK = 1 << 2;
    /** It may be a place of the page, by what it is or is called. */
    static final int CONTAINER = 1 << 3;
    /** It does not end the head (HTML standard, 13.2.6.4.4). */
    static final int HEAD_PART = 1 << 4;
    /** Its content is text in which character references count. */
    static final int RC_DATA = 1 << 5;
    /** Its content is text in which nothing counts, and no part of the page's text. */
    static final int RAW_TEXT = 1 << 6;
    /** Its content is a script. */
    static final int SCRIPT_DATA = 1 << 7;
    /** All that follows is text. */
    static final int PLAIN_TEXT = 1 << 8;
    /** It ends SVG or MathML that has not been closed (13.2.6.5). */
    static final int BREAKOUT = 1 << 9;
    /** Its content is not tags. */
    static final int NO_TAGS = RC_DATA | RAW_TEXT | SCRIPT_DATA | PLAIN_TEXT;

    private static final int WORDS = FOR_READER | BLOCK;
    private static final int PLACE = WORDS | CONTAINER | ATTRIBUTES;

    private static final Tag[] ALL = values();
    private static final PackedWords PACKED =
            PackedWords.of(Arrays.stream(ALL).map(tag -> tag.label).toList());
    private static final Map<String, Tag> BY_LABEL =
            Arrays.stream(ALL).collect(Collectors.toMap(tag -> tag.label, Function.identity()));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody writes to it.
    private final byte[] bytes;

    private final int traits;

    Tag(int traits) {
        this.label = name().toLowerCase(Locale.ROOT);
        this.bytes = label.getBytes(StandardCharsets.US_ASCII);
        this.traits = traits;
    }

    Tag(String label, int traits) {
        this.label = label;
        this.bytes = label.getBytes(StandardCharsets.US_ASCII);
        this.traits = traits;
    }

    /** The tag with a name in lower case, packed as {@link PackedWords} says; null if it does not matter. */
    static @Nullable Tag ofPacked(long low, long high) {
        int index = PACKED.indexOf(low, high);
        return index == PackedWords.NONE ? null : ALL[index];
    }

    /** The tag with a name in lower case; null if it does not matter. */
    static @Nullable Tag ofName(String name) {
        return BY_LABEL.get(name);
    }

    /** Whether it has at least one of these traits. */
    boolean is(int anyOf) {
        return (traits & anyOf) != 0;
    }

    /** The name in HTML, lower case; not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
