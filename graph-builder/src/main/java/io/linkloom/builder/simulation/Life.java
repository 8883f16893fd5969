package io.linkloom.builder.simulation;

/**
 * One life of a process. When it is over everything that reaches out of the process ends it again, whatever the process makes of
 * the first time.
 */
final class Life {
    private final Faults faults;
    private boolean over;

    Life(Faults faults) {
        this.faults = faults;
    }

    /** The process may end here. */
    void mayEnd() {
        if (!over && faults.strikes(Faults.Fault.KILL)) {
            over = true;
        }
        goOn();
    }

    /** Returns if the process still lives. */
    void goOn() {
        if (over) {
            throw new Killed();
        }
    }

    boolean isOver() {
        return over;
    }

    /** Ends it from outside. */
    void end() {
        over = true;
    }
}
