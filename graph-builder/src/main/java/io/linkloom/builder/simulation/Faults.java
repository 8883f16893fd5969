package io.linkloom.builder.simulation;

import java.util.Random;

/** Draws what goes wrong. */
public final class Faults {
    private final Random random;
    private boolean armed = true;

    /** Draws from {@code random}. */
    public Faults(Random random) {
        this.random = random;
    }

    /** From now on nothing goes wrong. */
    public void disarm() {
        armed = false;
    }

    /** True once in {@code times}. */
    boolean once(int times) {
        return armed && random.nextInt(times) == 0;
    }

    /** The process may end here. */
    void mayKill() {
        if (once(60)) {
            throw new Killed();
        }
    }

    /** Kafka may fail here. */
    void mayFail() {
        if (once(25)) {
            throw new IllegalStateException("Kafka is not there");
        }
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }
}
