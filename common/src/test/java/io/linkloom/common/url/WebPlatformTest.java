package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The URL data of the web platform tests, which are not part of this repository: run with {@code -Dwpt.dir=FOLDER}, a checkout
 * of https://github.com/web-platform-tests/wpt, and skipped without. docs/URLS.md says what came out.
 *
 * <p>Expected URLs are brought into Linkloom's normal form by means of this class, not of what it tests: the fragment and the
 * user info dropped, escapes of unreserved characters decoded, the others in upper case.
 */
class WebPlatformTest {
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String REFUSED = "refused";

    /** Each is explained in docs/URLS.md. */
    private static final Set<String> KNOWN_IDNA_MISSES =
            Set.of("", "\ud8ba\udcac。ܩ。쯙5", "\ud8ba\udcac。ܩ。\u110d\u1173\u11ac5");

    private static @Nullable Path folder;

    /** A case of the data and what there is instead of what it expects. */
    private record Miss(String input, String expected, String actual) {}

    @BeforeAll
    static void findTheData() {
        String directory = System.getProperty("wpt.dir", "");
        assumeTrue(!directory.isEmpty(), "no -Dwpt.dir");
        folder = Path.of(directory, "url", "resources");
    }

    @Test
    void parsesAndResolvesAsUrltestdataSays() throws IOException {
        List<Miss> misses = new ArrayList<>();
        int cases = 0;
        for (JsonNode test : tests("urltestdata.json")) {
            cases++;
            String input = test.path("input").asText();
            String wanted = expected(test);
            String actual = outcome(input, test.path("base"));
            if (!actual.equals(wanted)) {
                misses.add(new Miss(input + " | " + test.path("base").asText(), wanted, actual));
            }
        }
        report("urltestdata.json", cases, misses);
        assertThat(misses).isEmpty();
    }

    @Test
    void writesHostsAsToasciiSays() throws IOException {
        assertHosts("toascii.json", Set.of());
    }

    @Test
    void writesHostsAsIdnaTestSays() throws IOException {
        assertHosts("IdnaTestV2.json", KNOWN_IDNA_MISSES);
    }

    @Test
    void encodesQueriesAsPercentEncodingSays() throws IOException {
        List<Miss> misses = new ArrayList<>();
        int cases = 0;
        for (JsonNode test : tests("percent-encoding.json")) {
            for (Map.Entry<String, JsonNode> output : test.path("output").properties()) {
                cases++;
                String input = test.path("input").asText();
                String wanted =
                        "http://a.test/?" + normalEscapes(output.getValue().asText());
                String actual =
                        String.valueOf(WebUrl.parse("http://a.test/").resolve("?" + input, charset(output.getKey())));
                if (!actual.equals(wanted)) {
                    misses.add(new Miss(input + " in " + output.getKey(), wanted, actual));
                }
            }
        }
        report("percent-encoding.json", cases, misses);
        assertThat(misses).isEmpty();
    }

    /** As the Encoding standard understands the label. */
    private static Charset charset(String label) {
        return Charset.forName(
                switch (label) {
                    case "big5" -> "Big5-HKSCS";
                    case "shift_jis" -> "windows-31j";
                    case "euc-kr" -> "x-windows-949";
                    default -> label;
                });
    }

    private static void assertHosts(String file, Set<String> known) throws IOException {
        List<Miss> misses = new ArrayList<>();
        int cases = 0;
        for (JsonNode test : tests(file)) {
            String input = test.path("input").asText();
            cases++;
            JsonNode output = test.path("output");
            String wanted = output.isNull() || output.asText().isEmpty() ? REFUSED : "http://" + output.asText() + "/x";
            String actual = outcome("http://" + input + "/x", null);
            if (!actual.equals(wanted)) {
                misses.add(new Miss(input, wanted, actual));
            }
        }
        report(file, cases, misses);
        misses.removeIf(miss -> known.contains(miss.input()));
        assertThat(misses).isEmpty();
    }

    /** The tests of a file, without the comments between them. */
    private static List<JsonNode> tests(String file) throws IOException {
        assertThat(folder).isNotNull();
        List<JsonNode> tests = new ArrayList<>();
        for (JsonNode test : new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(file)))) {
            if (test.isObject()) {
                tests.add(test);
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static String expected(JsonNode test) {
        String protocol = test.path("protocol").asText();
        if (test.path("failure").asBoolean() || !(protocol.equals("http:") || protocol.equals("https:"))) {
            return REFUSED;
        }
        return protocol
                + "//"
                + test.path("host").asText()
                + normalEscapes(test.path("pathname").asText() + search(test));
    }

    /** The search of "?" alone is empty, but the URL keeps its question mark. */
    private static String search(JsonNode test) {
        String search = test.path("search").asText();
        String href = test.path("href").asText().replaceFirst("#.*", "");
        return search.isEmpty() && href.endsWith("?") ? "?" : search;
    }

    private static String normalEscapes(String text) {
        return ESCAPE.matcher(text).replaceAll(WebPlatformTest::normalEscape);
    }

    private static String normalEscape(MatchResult escape) {
        char value = (char) Integer.parseInt(escape.group(1), 16);
        boolean unreserved = value < 0x80 && (Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0);
        return unreserved ? String.valueOf(value) : escape.group().toUpperCase(Locale.ROOT);
    }

    /** A base that is no web URL is as good as none: what is relative to it is no web URL. */
    private static String outcome(String input, @Nullable JsonNode base) {
        WebUrl page = base == null || base.isNull() || base.isMissingNode() ? null : RandomUrls.parsed(base.asText());
        return WebUrl.tryParse(input, page) instanceof ParseResult.Ok(WebUrl url) ? url.text() : REFUSED;
    }

    private static void report(String file, int cases, List<Miss> misses) {
        System.out.printf("%s: %d of %d right%n", file, cases - misses.size(), cases);
        misses.forEach(miss -> System.out.println(
                "  " + Map.of("input", miss.input(), "expected", miss.expected(), "actual", miss.actual())));
    }
}
