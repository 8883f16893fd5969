package io.linkloom.builder.app;

import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.store.ShardRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * From which visits on a shard folded by which rules, noted beside its snapshots: a shard that is made from one of them folds
 * visits again that were folded by later rules, and has to send for them what it sent before.
 *
 * <pre>
 * linkloom-rules 1
 * oUNDxIDyTmSSq-uoQ7Cckg 181 grace PT168H links-of all keep-lost PT8760H
 * </pre>
 *
 * A line has Kafka's id of the visits topic, the first offset in the shard's partition of it, and the rules; later changes follow
 * earlier ones. For one shard by one thread at a time.
 *
 * @param file where they are, or will be
 * @param visitsTopicId changes that belong to another topic are passed over
 */
record RuleChanges(Path file, String visitsTopicId) {
    private static final String FIRST_LINE = "linkloom-rules 1";
    /** Of the last ones; whoever changes rules more often between two snapshots begins anew. */
    private static final int MOST_KEPT = 1000;

    /**
     * A change of rules.
     *
     * @param fromVisit the first visit that is folded by them
     */
    record Change(long fromVisit, FoldRules rules) {}

    /**
     * All that are known, the earliest first.
     *
     * @throws ShardRefusedException if they are of a later version
     */
    List<Change> all() throws IOException {
        List<Change> changes = new ArrayList<>();
        for (String line : lines()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].equals(visitsTopicId)) {
                FoldRules rules = FoldRules.ofText(words[2]).orElseThrow(() -> laterVersion(line));
                changes.add(new Change(Long.parseLong(words[1]), rules));
            }
        }
        return changes;
    }

    private List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
            throw laterVersion(lines.isEmpty() ? "" : lines.getFirst());
        }
        return lines.subList(1, lines.size());
    }

    private ShardRefusedException laterVersion(String line) {
        return new ShardRefusedException("the rules of a shard that are noted in " + file
                + " are not ones that this version knows (" + line + "); use the version that noted them");
    }

    /** Notes one; it is on disk when this returns. */
    void add(Change change) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.add(
                visitsTopicId + " " + change.fromVisit() + " " + change.rules().text());
        List<String> kept = new ArrayList<>(lines.subList(Math.max(0, lines.size() - MOST_KEPT), lines.size()));
        kept.addFirst(FIRST_LINE);
        Files.createDirectories(file.resolveSibling(""));
        Path next = file.resolveSibling("." + file.getFileName());
        Files.write(next, kept);
        FileTree.forceFile(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileTree.force(file.resolveSibling(""));
    }
}
