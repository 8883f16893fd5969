package io.linkloom.testkit.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Reads the links of a page with jsoup and {@link URI}, which know nothing of how the page was made. */
final class HtmlReading {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w-]+)");
    private static final int MAX_PORT = 65_535;

    private HtmlReading() {}

    /** The links of a page as the oracle reports them, in order of their first occurrence. */
    static List<TrueLink> links(String url, byte[] body, @Nullable String contentType) throws IOException {
        Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
        Document document = Jsoup.parse(new ByteArrayInputStream(body), charset.find() ? charset.group(1) : null, url);
        Element baseElement = document.selectFirst("base[href]");
        String base = baseElement == null
                ? url
                : resolve(url, baseElement.attr("href")).orElseThrow();
        Map<String, List<Element>> byTarget = new LinkedHashMap<>();
        for (Element element : document.select("a[href], area[href]")) {
            resolve(base, element.attr("href"))
                    .filter(target -> !target.equals(url))
                    .ifPresent(target -> byTarget.computeIfAbsent(target, t -> new ArrayList<>())
                            .add(element));
        }
        List<TrueLink> links = new ArrayList<>();
        byTarget.forEach((target, elements) -> links.add(link(url, target, elements)));
        return links;
    }

    private static TrueLink link(String source, String target, List<Element> elements) {
        Element chosen =
                elements.stream().filter(HtmlReading::isFollow).findFirst().orElse(elements.getFirst());
        String text = chosen.normalName().equals("area") ? chosen.attr("alt") : text(chosen);
        String folded = text.replaceAll("[ \\t\\r\\n\\f]+", " ").strip();
        int[] codePoints = folded.codePoints().limit(256).toArray();
        return new TrueLink(
                source,
                target,
                chosen.normalName(),
                rel(chosen),
                new String(codePoints, 0, codePoints.length),
                elements.size());
    }

    private static boolean isFollow(Element element) {
        SortedSet<String> rel = rel(element);
        return !rel.contains("nofollow") && !rel.contains("ugc") && !rel.contains("sponsored");
    }

    private static SortedSet<String> rel(Element element) {
        SortedSet<String> tokens = new TreeSet<>();
        for (String token : element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (TrueLink.KNOWN_REL.contains(token)) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static String text(Element element) {
        StringBuilder text = new StringBuilder();
        element.traverse((node, depth) -> {
            if (node instanceof TextNode run) {
                text.append(run.getWholeText());
            } else if (node instanceof Element inner) {
                text.append(inner.isBlock() || inner.normalName().equals("br") ? " " : "");
                text.append(inner.normalName().equals("img") ? inner.attr("alt") : "");
            }
        });
        return text.toString();
    }

    /** The normal form of what an href leads to; empty if it is no web URL. */
    static Optional<String> resolve(String base, String href) {
        String cleaned = href.strip().replaceAll("[\\t\\n\\r]", "");
        int fragment = cleaned.indexOf('#');
        String whole = fragment < 0 ? cleaned : cleaned.substring(0, fragment);
        if (whole.isEmpty()) {
            return Optional.of(base);
        }
        try {
            int query = whole.indexOf('?') < 0 ? whole.length() : whole.indexOf('?');
            String slashed = whole.substring(0, query).replace('\\', '/') + whole.substring(query);
            URI resolved = new URI(base).resolve(new URI(escape(slashed))).normalize();
            boolean isSound = resolved.getHost() != null && resolved.getPort() <= MAX_PORT;
            boolean isHttp = "http".equalsIgnoreCase(resolved.getScheme());
            return isHttp && isSound ? Optional.of(normal(resolved)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String escape(String url) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ') {
                escaped.append(String.format(Locale.ROOT, "%%%02X", b));
            } else {
                escaped.append((char) b);
            }
        }
        return escaped.toString();
    }

    private static String normal(URI url) {
        String path = ESCAPE.matcher(url.getRawPath()).replaceAll(HtmlReading::normalEscape);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return "http://" + url.getHost().toLowerCase(Locale.ROOT) + port + path + query;
    }

    private static String normalEscape(MatchResult escape) {
        char c = (char) Integer.parseInt(escape.group(1), 16);
        boolean isUnreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
        return isUnreserved ? String.valueOf(c) : escape.group().toUpperCase(Locale.ROOT);
    }
}
