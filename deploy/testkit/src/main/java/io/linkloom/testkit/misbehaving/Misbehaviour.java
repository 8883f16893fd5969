package io.linkloom.testkit.misbehaving;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Everything that the misbehaving web does wrong, a host each. The sentence says what the host does.
 *
 * <p>Unless it says something else, it is the front page that misbehaves; robots.txt allows everything, and all other pages
 * of the host are good ones. Where there is a page at all, it has a link to {@code /after}.
 */
public enum Misbehaviour {
    SLOW_HEAD("sends its headers a byte a second", SlowActs::head),
    SLOW_BODY("sends its body a byte a second", SlowActs::body),
    SLOW_CHUNKS("sends a body in chunks of one byte, a byte a second", SlowActs::chunks),
    SLOW_CHUNK_SIZE("sends the size of a chunk a digit a second", SlowActs::chunkSize),
    SILENCE("takes the request and never answers", SlowActs::silence),
    SILENCE_IN_BODY("begins its body and says no more", SlowActs::silenceInBody),

    ENDLESS_BODY("sends a body without length that never ends", EndlessActs::body),
    ENDLESS_CHUNKS("sends chunks without end", EndlessActs::chunks),
    ENDLESS_CHUNK_EXTENSION("sends a chunk's extension without end", EndlessActs::chunkExtension),
    ENDLESS_TRAILERS("sends trailer fields without end behind its body", EndlessActs::trailers),
    ENDLESS_HEADER_LINE("sends a header of endless length", EndlessActs::headerLine),
    ENDLESS_HEADERS("sends headers without end", EndlessActs::headers),
    ENDLESS_INTERIM_RESPONSES("sends interim responses without end", EndlessActs::interimResponses),

    GZIP_BOMB("sends 64 MiB in 64 KiB of gzip", CodingActs::gzipBomb),
    GZIP_ENDLESS("sends gzip members without end", CodingActs::gzipEndless),
    GZIP_TWICE("sends 64 MiB in a few hundred bytes of gzip within gzip", CodingActs::doubleBomb),
    BROTLI_BOMB("sends 64 MiB in 52 bytes of br", CodingActs::brotliBomb),
    ZSTD_BOMB("sends 64 MiB in 2 KiB of zstd", CodingActs::zstdBomb),
    GZIP_EMPTY("says gzip and sends an empty body", CodingActs::gzipEmpty),
    GZIP_LIE("says gzip and sends plain HTML", CodingActs::gzipThatIsNone),
    GZIP_CUT("sends gzip that ends too early", CodingActs::gzipCut),
    UNKNOWN_CODING("sends a Content-Encoding that nobody asked for", CodingActs::unknownCoding),

    REDIRECT_TO_ITSELF("redirects to the page itself", RedirectActs::toItself),
    REDIRECT_LOOP("redirects to a page that redirects back", RedirectActs::loop),
    REDIRECT_CHAIN_5("redirects five times, to a page", RedirectActs.chain(5)),
    REDIRECT_CHAIN_11("redirects eleven times, to a page", RedirectActs.chain(11)),
    REDIRECT_ENDLESS("redirects to ever new pages", RedirectActs::endless),
    REDIRECT_TO_NO_PAGE("redirects to a mail address", RedirectActs::toNoPage),
    REDIRECT_NOWHERE("redirects without saying where", RedirectActs::toNowhere),
    REDIRECT_INSIDE("redirects to the metadata service of clouds", RedirectActs::toTheInside),

    ROBOTS_503("answers robots.txt with 503", Where.ROBOTS, RobotsActs.status("503 Service Unavailable")),
    ROBOTS_429("answers robots.txt with 429", Where.ROBOTS, RobotsActs.status("429 Too Many Requests")),
    ROBOTS_403("answers robots.txt with 403", Where.ROBOTS, RobotsActs.status("403 Forbidden")),
    ROBOTS_RESET("resets the connection when asked for robots.txt", Where.ROBOTS, RobotsActs::reset),
    ROBOTS_SILENCE("never answers a request for robots.txt", Where.ROBOTS, RobotsActs::silence),
    ROBOTS_SLOW("sends robots.txt a byte a second", Where.ROBOTS, RobotsActs::slow),
    ROBOTS_600_KIB("has a rule at the start and one at the end of 600 KiB", Where.ROBOTS, RobotsActs::huge),
    ROBOTS_ENDLESS("has a rule at the start of an endless robots.txt", Where.ROBOTS, RobotsActs::endless),
    ROBOTS_CHAIN_5("redirects robots.txt five times, to rules that forbid all", Where.ROBOTS, RobotsActs.chain(5)),
    ROBOTS_CHAIN_11("redirects robots.txt eleven times", Where.ROBOTS, RobotsActs.chain(11)),
    ROBOTS_ELSEWHERE("redirects robots.txt to that of good-9.test", Where.ROBOTS, RobotsActs::elsewhere),
    ROBOTS_LOOP("redirects robots.txt to itself", Where.ROBOTS, RobotsActs::loop),
    ROBOTS_HTML("sends an HTML page as robots.txt", Where.ROBOTS, RobotsActs::html),

    RESET_AT_ONCE("resets the connection instead of an answer", FramingActs::resetAtOnce),
    CLOSE_AT_ONCE("closes the connection without an answer", FramingActs::closeAtOnce),
    RESET_IN_BODY("resets the connection in the middle of its body", FramingActs::resetInBody),
    CLOSE_IN_HEAD("closes the connection in the middle of its headers", FramingActs::closeInHead),
    HALF_CLOSED("ends its side in the middle of the body, and keeps the other open", FramingActs::halfClosed),
    BAD_CHUNK_SIZE("sends a chunk size that is no number", FramingActs::badChunkSize),
    HUGE_CHUNK_SIZE("sends a chunk size of twenty digits", FramingActs::hugeChunkSize),
    CHUNKS_CUT("closes the connection in the middle of a chunk", FramingActs::chunksCut),
    NO_LAST_CHUNK("closes the connection without the last chunk", FramingActs::noLastChunk),
    LENGTH_TOO_SHORT("sends more than its Content-Length says", FramingActs::lengthTooShort),
    LENGTH_TOO_LONG("sends less than its Content-Length says", FramingActs::lengthTooLong),
    LENGTH_NO_NUMBER("sends a Content-Length that is no number", FramingActs::lengthIsNoNumber),
    TWO_LENGTHS("sends two Content-Lengths that differ", FramingActs::twoLengths),
    EXTRA_ANSWER("sends a second answer that nobody asked for", FramingActs::extraAnswer),
    CLOSES_AFTER_EACH("promises to keep the connection and closes it after each answer", FramingActs::closesAfterEach),
    HTTP_0_9("answers with bare HTML, as in 1991", FramingActs::http09),
    NOT_HTTP("speaks another protocol", FramingActs::notHttp),
    BARE_LINE_FEEDS("ends its header lines with LF alone", FramingActs::bareLineFeeds),
    FOLDED_HEADERS("breaks a header over several lines", FramingActs::foldedHeaders),
    HEADER_WITHOUT_COLON("sends a header line without a colon", FramingActs::headerWithoutColon),
    NO_REASON("sends a status line without a reason", FramingActs::noReason),
    UNKNOWN_STATUS("answers with status 799", FramingActs::unknownStatus),
    UNASKED_NOT_MODIFIED(
            "says that a page is unchanged that was never asked for before", FramingActs::unaskedNotModified),
    OTHER_PROTOCOL("switches to a protocol that nobody asked for", FramingActs::otherProtocol),

    HUGE_ATTRIBUTE("has an attribute of 4 MiB", PageActs::hugeAttribute),
    MANY_LINKS("has 100,000 links on a page", PageActs::manyLinks),
    DEEP_NESTING("nests 100,000 elements", PageActs::deepNesting),
    WRONG_CHARSET_UTF_16("says UTF-16 and sends UTF-8", PageActs.charset("utf-16", StandardCharsets.UTF_8)),
    WRONG_CHARSET_UTF_8("says UTF-8 and sends Latin-1", PageActs.charset("utf-8", StandardCharsets.ISO_8859_1)),
    WRONG_CHARSET_LATIN_1("says Latin-1 and sends UTF-16", PageActs.charset("iso-8859-1", StandardCharsets.UTF_16)),
    UNKNOWN_CHARSET("names a charset that does not exist", PageActs.charset("x-martian", StandardCharsets.UTF_8)),
    NO_TYPE("sends HTML without a Content-Type", PageActs::noType),
    NO_TYPE_BINARY("sends a picture without a Content-Type", PageActs::noTypeBinary),
    WRONG_TYPE("sends HTML as image/png", PageActs::wrongType),
    BINARY_AS_HTML("sends a picture as text/html", PageActs::binaryAsHtml),
    LARGE_FILE("sends a video of 8 GiB", PageActs::largeFile),

    BUSY_429_SECONDS("answers 429 with Retry-After in seconds, for a while", BusyActs.seconds("429 Too Many Requests")),
    BUSY_429_DATE("answers 429 with Retry-After as a date, for a while", BusyActs.date("429 Too Many Requests")),
    BUSY_429("answers 429 without Retry-After, for a while", BusyActs.wordless("429 Too Many Requests")),
    BUSY_503_SECONDS(
            "answers 503 with Retry-After in seconds, for a while", BusyActs.seconds("503 Service Unavailable")),
    BUSY_503_DATE("answers 503 with Retry-After as a date, for a while", BusyActs.date("503 Service Unavailable")),
    BUSY_503("answers 503 without Retry-After, for a while", BusyActs.wordless("503 Service Unavailable")),
    BUSY_NONSENSE("answers 429 with a Retry-After that is neither form", BusyActs.nonsense("429 Too Many Requests")),
    BUSY_CENTURY("answers 429 and asks for a century", BusyActs.century("429 Too Many Requests")),

    TLS_SELF_SIGNED("has a certificate that it signed itself", Where.TLS, Tame::page),
    TLS_WRONG_NAME("has the certificate of another host", Where.TLS, Tame::page),
    TLS_PLAIN("speaks plain HTTP where TLS is expected", Where.TLS, TlsActs::plain),
    TLS_SILENCE("never answers in the TLS handshake", Where.TLS, SlowActs::silence),
    TLS_SLOW("answers in the TLS handshake a byte a second", Where.TLS, TlsActs::slow),
    TLS_GARBAGE("answers in the TLS handshake with garbage", Where.TLS, TlsActs::garbage),

    NO_SUCH_NAME("has a name that DNS does not know", Where.NAME, Tame::page),
    REFUSED("refuses connections", Where.PORT, Tame::page);

    /** Where something goes wrong. */
    enum Where {
        PAGE,
        ROBOTS,
        TLS,
        NAME,
        PORT
    }

    private final String sentence;
    private final Where where;

    @SuppressWarnings("ImmutableEnumChecker") // Acts keep nothing; what a host has to remember is in Host.
    private final Act act;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Misbehaviour(String sentence, Act act) {
        this(sentence, Where.PAGE, act);
    }

    Misbehaviour(String sentence, Where where, Act act) {
        this.sentence = sentence;
        this.where = where;
        this.act = act;
    }

    /** The name in lower case with hyphens. */
    public String label() {
        return label;
    }

    /** What the host does. */
    public String sentence() {
        return sentence;
    }

    /** The name of the host: the label, in a domain that nobody has (RFC 6761). */
    public String host() {
        return label + (where == Where.NAME ? ".invalid" : ".test");
    }

    /** Whether a hosts file has to name the host. */
    boolean hasAddress() {
        return where != Where.NAME;
    }

    boolean isSecure() {
        return where == Where.TLS;
    }

    boolean isUnreachable() {
        return where == Where.PORT;
    }

    Act act() {
        return act;
    }

    /** Whether the act answers this, and not what every host has. */
    boolean answers(Request request) {
        return switch (where) {
            case PAGE -> request.isForAct();
            case ROBOTS -> request.isForRobots() || (request.isForAct() && request.step() > 0);
            case TLS, NAME, PORT -> false;
        };
    }
}
