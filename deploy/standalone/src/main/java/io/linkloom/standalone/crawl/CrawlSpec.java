package io.linkloom.standalone.crawl;

import io.linkloom.builder.app.ScopeFile;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.fold.ScopeRules;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl was started with, so that a later run can go on without being told again. Immutable.
 *
 * <p>Kept as text in UTF-8, a fact a line:
 *
 * <pre>
 * linkloom-crawl 1                    format and its version; another one is refused
 * scope site                          any, site, host or prefix, relative to all the seeds
 * max-depth 3                         links from a seed; absent for no limit
 * again-since 2026-11-22T07:30:00Z    pages last visited before are fetched once more; absent for none
 * scope-rules /etc/crawl/rules        file with rules beside the scope; absent for none
 * seed https://www.example.com/       any number, each once
 * </pre>
 *
 * @param scope relative to the seeds
 * @param maxDepth links from a seed
 * @param againSince pages last visited before are fetched once more
 * @param scopeRules file with rules beside the scope, an absolute path
 * @param seeds of all runs so far
 */
public record CrawlSpec(
        Scope.Kind scope,
        OptionalInt maxDepth,
        Optional<Instant> againSince,
        Optional<String> scopeRules,
        Set<WebUrl> seeds) {

    /** What a crawl begins with that is not told otherwise. */
    public static final CrawlSpec NONE =
            new CrawlSpec(Scope.Kind.SITE, OptionalInt.empty(), Optional.empty(), Optional.empty(), Set.of());

    private static final String HEADER = "linkloom-crawl 1";

    /** Copies the seeds. */
    public CrawlSpec {
        seeds = Collections.unmodifiableSet(new LinkedHashSet<>(seeds));
    }

    /**
     * The same after a further run: seeds are added, what is given replaces what was.
     *
     * @param newScope null to leave it
     * @param newMaxDepth null to leave it
     * @param newAgainSince null to leave it
     */
    public CrawlSpec merge(
            Scope.@Nullable Kind newScope,
            @Nullable Integer newMaxDepth,
            @Nullable Instant newAgainSince,
            Collection<WebUrl> newSeeds) {
        Set<WebUrl> all = new LinkedHashSet<>(seeds);
        all.addAll(newSeeds);
        return new CrawlSpec(
                newScope == null ? scope : newScope,
                newMaxDepth == null ? maxDepth : OptionalInt.of(newMaxDepth),
                newAgainSince == null ? againSince : Optional.of(newAgainSince),
                scopeRules,
                all);
    }

    /** The same with rules from another file; none if it is empty. */
    public CrawlSpec withScopeRules(String file) {
        Optional<String> rules = file.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(file).toAbsolutePath().toString());
        return new CrawlSpec(scope, maxDepth, againSince, rules, seeds);
    }

    /**
     * Reads the rules, if there are any, so that what is wrong with them is known before anything is begun.
     *
     * @throws StartException with a sentence that names file and line
     */
    void requireRules(Sites sites) {
        var _ = rules(sites);
    }

    private ScopeRules rules(Sites sites) {
        return scopeRules.map(file -> ScopeFile.read(Path.of(file), sites)).orElse(ScopeRules.NONE);
    }

    /**
     * What of the web that is, with the rules as their file has them now.
     *
     * @throws StartException with a sentence that names file and line if they are no good
     */
    public Scope scopeWithRules(Sites sites) {
        return scope(sites).with(rules(sites));
    }

    /** The same, begun with these. */
    CrawlSpec withSeeds(Set<WebUrl> otherSeeds) {
        return new CrawlSpec(scope, maxDepth, againSince, scopeRules, otherSeeds);
    }

    /** What of the web that is, without rules of a file. */
    public Scope scope(Sites sites) {
        return Scope.around(seeds, scope, maxDepth.orElse(Scope.ANY_DEPTH), sites);
    }

    /**
     * What an earlier run wrote.
     *
     * @return {@link #NONE} if there was none
     * @throws StartException if the file cannot be read or is of another version
     */
    public static CrawlSpec read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = lines.readLine();
            if (!HEADER.equals(header)) {
                throw new StartException(
                        file + " begins with \"" + header + "\" where this version of Linkloom reads \"" + HEADER
                                + "\"",
                        null);
            }
            return read(lines, file);
        } catch (NoSuchFileException firstRun) {
            return NONE;
        } catch (IOException e) {
            throw new StartException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static CrawlSpec read(BufferedReader lines, Path file) throws IOException {
        Scope.Kind scope = NONE.scope;
        OptionalInt maxDepth = OptionalInt.empty();
        Optional<Instant> againSince = Optional.empty();
        Optional<String> scopeRules = Optional.empty();
        Set<WebUrl> seeds = new LinkedHashSet<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            int blank = line.indexOf(' ');
            String value = line.substring(blank + 1);
            try {
                switch (line.substring(0, Math.max(0, blank))) {
                    case "scope" -> scope = Scope.Kind.valueOf(value.toUpperCase(Locale.ROOT));
                    case "max-depth" -> maxDepth = OptionalInt.of(Integer.parseInt(value));
                    case "again-since" -> againSince = Optional.of(instant(value));
                    case "scope-rules" -> scopeRules = Optional.of(value);
                    case "seed" -> seeds.add(WebUrl.parse(value));
                    default -> throw new IllegalArgumentException("no such fact");
                }
            } catch (IllegalArgumentException e) {
                throw new StartException(file + " line " + number + " is not understood: \"" + line + "\"", e);
            }
        }
        return new CrawlSpec(scope, maxDepth, againSince, scopeRules, seeds);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Writes it in place of what was there; a crash leaves the one or the other.
     *
     * @throws StartException if that fails
     */
    public void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (BufferedWriter lines = Files.newBufferedWriter(fresh)) {
                lines.write(HEADER + "\nscope " + scope.name().toLowerCase(Locale.ROOT) + "\n");
                if (maxDepth.isPresent()) {
                    lines.write("max-depth " + maxDepth.getAsInt() + "\n");
                }
                if (againSince.isPresent()) {
                    lines.write("again-since " + againSince.get() + "\n");
                }
                if (scopeRules.isPresent()) {
                    lines.write("scope-rules " + scopeRules.get() + "\n");
                }
                for (WebUrl seed : seeds) {
                    lines.write("seed " + seed.text() + "\n");
                }
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
