package io.linkloom.builder.app;

import io.linkloom.builder.fold.ScopeRules;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The scope rules that a builder goes by.
 *
 * @param file where they are from
 * @param rules how many they are
 * @param digest differs where rules differ; the first characters of it, enough for people to compare builders by
 * @param takenAtMillis since when they are in force here
 * @param refusal why the file as it is now is not taken, null if it is
 */
public record ScopeInForce(
        String file,
        int rules,
        String digest,
        long takenAtMillis,
        @Nullable Refusal refusal) {
    private static final int SHOWN = 12;

    /** What is wrong with a file since when. */
    public record Refusal(long atMillis, String sentence) {}

    static ScopeInForce taken(Path file, ScopeRules rules, long nowMillis) {
        String digest = rules.digest();
        return new ScopeInForce(
                file.toString(), rules.size(), digest.substring(0, Math.min(SHOWN, digest.length())), nowMillis, null);
    }

    ScopeInForce refused(@Nullable Refusal why) {
        return new ScopeInForce(file, rules, digest, takenAtMillis, why);
    }
}
