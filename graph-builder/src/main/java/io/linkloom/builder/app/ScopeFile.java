package io.linkloom.builder.app;

import io.linkloom.builder.fold.ScopeRules;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.Sites;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** The file that a crawl's {@link ScopeRules} are in; UTF-8. */
public final class ScopeFile {
    /** Larger ones are not read. */
    static final long MOST_BYTES = 256L << 20;

    private ScopeFile() {}

    /** What tells one version of a file from the next without reading it. */
    record Version(FileTime modified, long bytes, String key) {}

    /**
     * The rules in a file.
     *
     * @throws StartException with a sentence that names the file, the line and what is wrong with it
     */
    public static ScopeRules read(Path file, Sites sites) {
        ScopeRules.Reading reading = check(file, sites);
        if (!reading.problems().isEmpty()) {
            ScopeRules.Problem first = reading.problems().getFirst();
            throw new StartException(
                    "the scope rules in " + file + ", line " + first.line() + ": " + first.sentence(), null);
        }
        return reading.rules();
    }

    /**
     * All that is in a file, good or not.
     *
     * @throws StartException with a sentence that says why it cannot be read at all
     */
    public static ScopeRules.Reading check(Path file, Sites sites) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new StartException(
                        "the scope rules in " + file + " are not read: " + bytes + " bytes are more than " + MOST_BYTES,
                        null);
            }
            return ScopeRules.read(Files.readAllLines(file), sites);
        } catch (MalformedInputException e) {
            throw new StartException("the scope rules in " + file + " cannot be read: they are not UTF-8", e);
        } catch (IOException e) {
            throw new StartException("the scope rules in " + file + " cannot be read: " + e, e);
        }
    }

    static Version version(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
    }
}
