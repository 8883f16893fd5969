package io.linkloom.builder.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Draws what goes wrong, and counts what did. */
public final class Faults {
    /** What can go wrong. */
    public enum Fault {
        /** A process ends where it is. */
        KILL("kills", 60),
        /** Kafka does not answer. */
        KAFKA("failures of Kafka", 25),
        /** A transaction is rolled back. */
        ROLL_BACK("transactions rolled back", 20),
        /** A transaction is decided later, and its sender does not hear of it. */
        LATE_COMMIT("transactions decided late", 40),
        /** A shard moves to another process, or is closed and opened in the same. */
        MOVE("shards moved", 100),
        /** A process is put out of the group and goes on for a while without knowing. */
        PUT_OUT("processes put out of the group", 250),
        /** Something is sent by a process that is out of the group. */
        FENCED("transactions refused as an old owner's", 1),
        /** A shard cannot be opened. */
        OPENING("openings that failed", 30),
        /** A write fails, as on a full disk. */
        WRITE("writes that failed", 400),
        /** A machine is lost with its disks. */
        LOST_MACHINE("machines lost", 400),
        /** A shard begins with a copy that another machine left. */
        FROM_COPY("shards begun from an older copy", 1),
        /** A record comes twice. */
        TWICE("visits sent twice", 12),
        /** A record comes later than those behind it. */
        DELAYED("visits delayed", 10);

        private final String label;
        private final int usual;

        Fault(String label, int usual) {
            this.label = label;
            this.usual = usual;
        }

        /** In words, of several. */
        public String label() {
            return label;
        }
    }

    private final Random random;
    private final Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private boolean armed = true;

    /** Draws from {@code random}, each fault as often as usual. */
    public Faults(Random random) {
        this.random = random;
        for (Fault fault : Fault.values()) {
            rates.put(fault, fault.usual);
        }
    }

    /** Draws how often things go wrong too: some never do, some often. */
    static Faults drawn(Random random) {
        Faults faults = new Faults(random);
        for (Fault fault : Fault.values()) {
            int usual = fault.usual;
            switch (random.nextInt(5)) {
                case 0 -> faults.rates.put(fault, Integer.MAX_VALUE);
                case 1 -> faults.rates.put(fault, Math.max(3, usual / 4));
                case 2 -> faults.rates.put(fault, usual * 4);
                default -> {}
            }
        }
        return faults;
    }

    /** From now on nothing goes wrong. */
    public void disarm() {
        armed = false;
    }

    /** Whether the fault happens here. */
    boolean strikes(Fault fault) {
        boolean strikes = armed && random.nextInt(rates.getOrDefault(fault, fault.usual)) == 0;
        if (strikes) {
            note(fault);
        }
        return strikes;
    }

    /** Counts a fault that follows from others. */
    void note(Fault fault) {
        counts.merge(fault, 1L, Long::sum);
    }

    /** True once in {@code times}, as long as things go wrong. */
    boolean once(int times) {
        return armed && random.nextInt(times) == 0;
    }

    /** Kafka may fail here. */
    void mayFail() {
        if (strikes(Fault.KAFKA)) {
            throw new InjectedFailure("Kafka is not there");
        }
    }

    /** A number from 0 to {@code most}. */
    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    /** How often what went wrong. */
    public Map<Fault, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
