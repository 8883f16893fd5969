package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.worker.extract.SamplePages.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The scanner against jsoup's tree, on whole pages and on damaged ones.
 *
 * <p>A page on which they differ is kept in {@code target/engines-disagree}, its name with the seed of its damage; the rates
 * are in a file there. Where they may differ and why is in {@code docs/EXTRACTION.md}.
 */
class EnginesAgreeTest {
    private static final Path KEPT = Path.of("target", "engines-disagree");
    private static final ExtractOptions ALL =
            new ExtractOptions("linkloom", ExtractLimits.DEFAULT, EnumSet.allOf(LinkKind.class));

    private final LinkExtractor scanner = new ScannerExtractor(ALL);
    private final LinkExtractor jsoup = new JsoupExtractor(ALL);

    /** How many pages there were, and on how many of them what was not the same. */
    private static final class Rates {
        final String name;
        int pages;
        int links;
        int otherLinks;
        int otherWords;
        int otherSurroundings;

        Rates(String name) {
            this.name = name;
        }

        double shareOfOtherLinks() {
            return (double) otherLinks / pages;
        }

        double shareOfAnyDifference() {
            return (double) (otherLinks + otherWords + otherSurroundings) / pages;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d pages, %d links; other links on %d, else other words or place on %d, else other text around on %d%n",
                    name,
                    pages,
                    links,
                    otherLinks,
                    otherWords,
                    otherSurroundings);
        }
    }

    @Test
    void onPagesOfDocumentation() throws IOException {
        List<Sample> pages = SamplePages.installed(150);
        assumeThat(pages).as("documentation as HTML is installed").isNotEmpty();
        Rates rates = compare("documentation", pages);
        assertThat(rates.shareOfOtherLinks()).isLessThanOrEqualTo(0.001);
        assertThat(rates.shareOfAnyDifference()).isLessThanOrEqualTo(0.005);
    }

    @Test
    void onPagesOfTheInventedWeb() throws IOException {
        Rates rates = compare("invented web", SamplePages.invented(100));
        assertThat(rates.pages).isEqualTo(100);
        assertThat(rates.otherLinks).isZero();
        assertThat(rates.otherWords).isZero();
    }

    @Test
    void onDamagedPages() throws IOException {
        List<Sample> whole = new ArrayList<>(SamplePages.invented(75));
        whole.addAll(SamplePages.installed(75));
        List<Sample> damaged = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            for (Sample page : whole) {
                damaged.add(new Sample(page.name() + "#seed=" + seed, damage(page, seed)));
            }
        }
        Rates rates = compare("damaged", damaged);
        assertThat(rates.shareOfOtherLinks()).isLessThanOrEqualTo(0.005);
        assertThat(rates.shareOfAnyDifference()).isLessThanOrEqualTo(0.03);
    }

    private Rates compare(String name, List<Sample> pages) throws IOException {
        Rates rates = new Rates(name);
        for (Sample page : pages) {
            Extraction ours = scanner.extract(page.source());
            Extraction theirs = jsoup.extract(page.source());
            rates.pages++;
            rates.links += theirs.links().size();
            List<String> differences = new ArrayList<>();
            if (!links(ours).equals(links(theirs))) {
                rates.otherLinks++;
                differences.addAll(differences(links(ours), links(theirs)));
            } else if (!words(ours).equals(words(theirs)) || !sameFacts(ours, theirs)) {
                rates.otherWords++;
                differences.addAll(differences(words(ours), words(theirs)));
            } else if (!surroundings(ours).equals(surroundings(theirs))) {
                rates.otherSurroundings++;
                differences.addAll(differences(surroundings(ours), surroundings(theirs)));
            }
            keep(page, differences);
        }
        Files.createDirectories(KEPT);
        Files.writeString(KEPT.resolve(name.replace(' ', '-') + "-rates.txt"), rates.toString());
        return rates;
    }

    private static void keep(Sample page, List<String> differences) throws IOException {
        if (!differences.isEmpty()) {
            Files.createDirectories(KEPT);
            String name = page.name().replaceAll("[^A-Za-z0-9=.]+", "_");
            Files.write(KEPT.resolve(name + ".html"), page.html());
            Files.write(KEPT.resolve(name + ".differences.txt"), differences);
        }
    }

    private static Map<String, String> links(Extraction page) {
        Map<String, String> links = new TreeMap<>();
        for (Link link : page.links()) {
            links.put(
                    link.target().text(),
                    link.kind() + " rel " + link.rel() + " " + link.hreflang() + " count " + link.count());
        }
        return links;
    }

    private static Map<String, String> words(Extraction page) {
        Map<String, String> words = new TreeMap<>();
        for (Link link : page.links()) {
            words.put(link.target().text(), link.place() + " " + link.anchor());
        }
        return words;
    }

    private static Map<String, String> surroundings(Extraction page) {
        Map<String, String> texts = new TreeMap<>();
        for (Link link : page.links()) {
            texts.put(link.target().text(), link.textBefore() + " [] " + link.textAfter());
        }
        return texts;
    }

    private static boolean sameFacts(Extraction a, Extraction b) {
        return a.title().equals(b.title())
                && a.language().equals(b.language())
                && a.pageRobots() == b.pageRobots()
                && Objects.equals(a.canonical(), b.canonical());
    }

    private static List<String> differences(Map<String, String> ours, Map<String, String> theirs) {
        TreeSet<String> targets = new TreeSet<>(ours.keySet());
        targets.addAll(theirs.keySet());
        List<String> lines = new ArrayList<>();
        for (String target : targets) {
            if (!Objects.equals(ours.get(target), theirs.get(target))) {
                lines.add(target + "\n  scanner " + ours.get(target) + "\n  jsoup   " + theirs.get(target));
            }
        }
        return lines.isEmpty() ? List.of("title, language, canonical or robots") : lines;
    }

    /** A page with one to five faults: bytes changed, pieces cut out or written twice, the end cut off. */
    private static byte[] damage(Sample page, int seed) {
        Random random = new Random(31L * page.name().hashCode() + seed);
        byte[] html = page.html().clone();
        for (int left = 1 + random.nextInt(5); left > 0 && html.length > 0; left--) {
            int at = random.nextInt(html.length);
            int length = Math.min(html.length - at, 1 + random.nextInt(200));
            html = switch (random.nextInt(9)) {
                case 0, 1 -> changed(html, at, (byte) random.nextInt(256));
                case 2, 3 -> changed(html, at, (byte) "<>/=\"'&;!- ".charAt(random.nextInt(11)));
                case 4, 5 -> spliced(html, at, at + length, new byte[0]);
                case 6, 7 -> {
                    int to = random.nextInt(html.length);
                    yield spliced(html, to, to, Arrays.copyOfRange(html, at, at + length));
                }
                default -> random.nextInt(2) == 0 ? Arrays.copyOf(html, at) : html;
            };
        }
        return html;
    }

    private static byte[] changed(byte[] html, int at, byte value) {
        html[at] = value;
        return html;
    }

    private static byte[] spliced(byte[] html, int from, int to, byte[] middle) {
        byte[] out = new byte[html.length - (to - from) + middle.length];
        System.arraycopy(html, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(html, to, out, from + middle.length, html.length - to);
        return out;
    }
}
