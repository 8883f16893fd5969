package io.linkloom.common.url;

import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** References and URLs drawn from a seed, made of the pieces that URL parsers trip over. */
final class RandomUrls {
    private static final List<String> PIECES = Stream.concat(
                    words("""
                            / / / . .. % %2 %4 %e %2e %2E %41 %7e %7E %2f %2F %25 %34 %31 %00 %C3%A9 %c3%a9 a b f x 0 1 4 7
                            - _ ~ ? ? # \\ : @ ; = & + ' " < > ` { } ^ | [ ] ! $ * ( , é ß 日 http: https: HTTP: mailto:
                            // :// index.html docs/ q=1 :80 :8080"""),
                    Stream.of(" ", "\t", "\n", "\r", "\u0000", "\u001f", "\u007f", "\ud83d\ude00", "\ud83d", "\ude00"))
            .toList();

    private static final List<String> LABELS =
            Stream.concat(words("""
                            example www com test a b io github co uk x-y a_b xn--bcher-kva BIG bücher 日本 ß s3 amazonaws
                            1 0x7f c!d e$ f'g (h) i* +j k,l m~n o=p q; {r} ` " &"""), Stream.of("")).toList();

    private final Random random;

    RandomUrls(long seed) {
        this.random = new Random(seed);
    }

    /** Runs a check on many draws; a failure names the seed and so repeats. */
    static void forSeeds(int count, BiConsumer<RandomUrls, Long> check) {
        for (long seed = 0; seed < count; seed++) {
            try {
                check.accept(new RandomUrls(seed), seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Anything that may stand in an href, valid or not. */
    String reference() {
        StringBuilder out = new StringBuilder();
        switch (random.nextInt(8)) {
            case 0 -> out.append("http://").append(hostAndPort());
            case 1 -> out.append("https://").append(hostAndPort()).append('/');
            case 2 -> out.append("//").append(hostAndPort()).append('/');
            default -> {}
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            out.append(pick(PIECES));
        }
        return out.toString();
    }

    /** A URL, never null: draws until one is valid. */
    WebUrl url() {
        while (true) {
            WebUrl url = parsed((random.nextBoolean() ? "http://" : "https://") + hostAndPort() + "/" + reference());
            if (url != null) {
                return url;
            }
        }
    }

    String hostAndPort() {
        return host() + (random.nextInt(5) == 0 ? ":" + random.nextInt(3) * 40 : "");
    }

    boolean coin() {
        return random.nextBoolean();
    }

    private String host() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(256) + "." + random.nextInt(256) + ".2." + random.nextInt(300);
            case 1 ->
                "[" + Integer.toHexString(random.nextInt(65536)) + "::" + Integer.toHexString(random.nextInt(3)) + "]";
            case 2 -> labels() + ".";
            default -> labels();
        };
    }

    private String labels() {
        StringBuilder out = new StringBuilder(pick(LABELS));
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append('.').append(pick(LABELS));
        }
        return out.append(random.nextBoolean() ? ".example.com" : "").toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.replace('\n', ' ').split(" ", -1));
    }

    static @Nullable WebUrl parsed(String text) {
        return WebUrl.tryParse(text, null) instanceof ParseResult.Ok(WebUrl url) ? url : null;
    }
}
