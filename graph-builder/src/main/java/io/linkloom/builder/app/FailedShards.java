package io.linkloom.builder.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The shards that do not work, each with a sentence and the time at which to try again: after 5 s at first, doubling up to five
 * minutes. A shard that has worked for ten minutes begins anew. One thread writes, any may ask for the sentences.
 */
final class FailedShards {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(5);
    private static final long SOUND_AFTER_NANOS = Duration.ofMinutes(10).toNanos();

    private static final class History {
        int failures;
        long atNanos;
        boolean out;
        boolean forGood;
    }

    private final Map<Integer, History> histories = new TreeMap<>();
    private final Map<Integer, String> sentences = new ConcurrentSkipListMap<>();

    /** Notes a failure and says how long to wait before the next try. */
    Duration failed(int partition, String sentence, long nowNanos) {
        History history = histories.computeIfAbsent(partition, _ -> new History());
        if (!history.out && nowNanos - history.atNanos > SOUND_AFTER_NANOS) {
            history.failures = 0;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(history.failures, 10));
        pause = pause.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause;
        history.failures++;
        history.atNanos = nowNanos + pause.toNanos();
        history.out = true;
        sentences.put(partition, sentence);
        return pause;
    }

    /** Notes a failure that trying again does not mend. */
    void failedForGood(int partition, String sentence, long nowNanos) {
        var _ = failed(partition, sentence, nowNanos);
        History history = histories.get(partition);
        if (history != null) {
            history.forGood = true;
        }
    }

    /** Those that are to be tried now; they count as failed until they are told to {@linkplain #works work}. */
    List<Integer> due(long nowNanos) {
        List<Integer> due = new ArrayList<>();
        histories.forEach((partition, history) -> {
            if (history.out && !history.forGood && nowNanos - history.atNanos >= 0) {
                due.add(partition);
            }
        });
        return due;
    }

    /** The shard works; whether it had failed before. */
    boolean works(int partition, long nowNanos) {
        History history = histories.get(partition);
        if (history == null || !history.out) {
            return false;
        }
        history.out = false;
        history.atNanos = nowNanos;
        sentences.remove(partition);
        return true;
    }

    /** The shard is another's. */
    void forget(int partition) {
        histories.remove(partition);
        sentences.remove(partition);
    }

    /** What keeps each from working. Any thread. */
    Map<Integer, String> sentences() {
        return new TreeMap<>(sentences);
    }

    /** Of one of them, null if it does not fail. */
    @Nullable
    String sentence(int partition) {
        return sentences.get(partition);
    }
}
