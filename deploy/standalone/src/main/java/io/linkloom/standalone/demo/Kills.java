package io.linkloom.standalone.demo;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Who is to be killed and was, and the dice that say when. For one thread. */
final class Kills {
    private static final int LONGEST_LIFE_MILLIS = 5_000;

    private final Random random;
    private final Set<Victim> victims;
    private final int wanted;
    private final Map<Victim, Integer> done = new EnumMap<>(Victim.class);

    Kills(long seed, Set<Victim> victims, int wanted) {
        this.random = new Random(seed);
        this.victims = Set.copyOf(victims);
        this.wanted = wanted;
    }

    boolean isVictim(Victim kind) {
        return victims.contains(kind);
    }

    /** One of these; of a kind that was not killed yet, if there is one. */
    ServiceMember next(List<ServiceMember> candidates) {
        List<ServiceMember> spared = candidates.stream()
                .filter(each -> !done.containsKey(each.kind()))
                .toList();
        return any(spared.isEmpty() ? candidates : spared);
    }

    /** Whether some are left to be killed. */
    boolean areLeft() {
        return total() < wanted;
    }

    void killed(Victim kind) {
        done.merge(kind, 1, Integer::sum);
    }

    int total() {
        return done.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<Victim, Integer> done() {
        return Collections.unmodifiableMap(new EnumMap<>(done));
    }

    /** How long a process lives once it is up, or once it was started where it is to be killed early. */
    Duration life() {
        return Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
    }

    /** One in {@code number}. */
    boolean chance(int number) {
        return random.nextInt(number) == 0;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
