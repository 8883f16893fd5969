package io.linkloom.worker.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Inputs made from the seeds of a fuzz test by random damage, the same in every run: what every build tries. The long search is
 * Jazzer's, by the command in CONTRIBUTING.md, and begins with the same seeds.
 *
 * <p>The seeds are the files where Jazzer looks for them: {@code <class>Inputs/<method>} beside the test class. An input
 * that once failed is kept there, and so stays a test.
 */
public final class Mutants {
    /** Far beyond what an input of this size takes, also on a busy machine; an endless loop or a square law is beyond it. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MAX_BYTES = 64 << 10;
    private static final int MOST_DAMAGE = 6;

    private final List<byte[]> seeds;
    private final List<byte[]> words;

    private Mutants(List<byte[]> seeds, String words) {
        this.seeds = seeds;
        this.words = Stream.of(words.split(" ", -1))
                .map(word -> word.getBytes(ISO_8859_1))
                .toList();
    }

    /**
     * Of the seeds of a fuzz test.
     *
     * @param words what the format has that random bytes would not hit upon, with blanks between
     */
    public static Mutants of(Class<?> test, String method, String words) {
        String folder = test.getSimpleName() + "Inputs/" + method;
        URL found = test.getResource(folder);
        if (found == null) {
            throw new AssertionError("no seeds in " + folder);
        }
        try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
            return new Mutants(files.sorted().map(Mutants::read).toList(), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a number of mutants to a check; a failure shows the bytes, and repeats. */
    public void tryOn(int count, Consumer<byte[]> check) {
        for (int draw = 0; draw < count; draw++) {
            byte[] input = draw(new Random(draw));
            long start = System.nanoTime();
            try {
                check.accept(input);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("draw " + draw + ", bytes " + shown(input) + ": " + e, e);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            if (taken.compareTo(LONGEST) > 0) {
                throw new AssertionError("draw " + draw + " took " + taken + ", bytes " + shown(input));
            }
        }
    }

    private static String shown(byte[] input) {
        return input.length > 2000
                ? input.length + " from " + HexFormat.of().formatHex(input, 0, 1000)
                : HexFormat.of().formatHex(input);
    }

    private byte[] draw(Random random) {
        byte[] input = seeds.get(random.nextInt(seeds.size()));
        for (int left = random.nextInt(MOST_DAMAGE) + 1; left > 0; left--) {
            input = damaged(input, random);
        }
        return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
    }

    private byte[] damaged(byte[] input, Random random) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(16));
        return switch (random.nextInt(9)) {
            case 0 -> spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(input, at, Math.min(input.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(input, at, to, new byte[0]);
            case 3, 4 -> spliced(input, at, at, words.get(random.nextInt(words.size())));
            case 5 -> spliced(input, at, to, words.get(random.nextInt(words.size())));
            case 6 -> spliced(input, at, at, piece(seeds.get(random.nextInt(seeds.size())), random));
            case 7 -> Arrays.copyOf(input, at);
            // One piece very often is what brings out a square law.
            default ->
                random.nextInt(8) == 0 ? spliced(input, at, at, repeated(Arrays.copyOfRange(input, at, to))) : input;
        };
    }

    private static byte[] piece(byte[] of, Random random) {
        int from = random.nextInt(of.length + 1);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(64)));
    }

    private static byte[] repeated(byte[] piece) {
        byte[] out = new byte[piece.length == 0 ? 0 : MAX_BYTES / 2 / piece.length * piece.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = piece[i % piece.length];
        }
        return out;
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        byte[] out = new byte[input.length - (to - from) + middle.length];
        System.arraycopy(input, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(input, to, out, from + middle.length, input.length - to);
        return out;
    }
}
