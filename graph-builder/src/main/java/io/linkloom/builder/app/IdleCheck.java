package io.linkloom.builder.app;

/**
 * Whether there is nothing left to do. Asking begins the check: it counts what was sent before the first question, and ends
 * with the next work. One thread works, any may ask.
 */
final class IdleCheck {
    private static final int QUIET_CHECKS = 2;

    private volatile boolean asked;
    private volatile boolean idle;
    private int quiet;

    /** Whether all has been quiet at two looks in a row, both after the first question. */
    boolean isIdle() {
        asked = true;
        return idle;
    }

    /** Whether somebody wants to know. */
    boolean isAsked() {
        return asked;
    }

    /** Something was done. */
    void worked() {
        quiet = 0;
        idle = false;
    }

    /** A look at everything, with nothing done since the last one. */
    void looked(boolean nothingLeft) {
        quiet = nothingLeft ? quiet + 1 : 0;
        idle = quiet >= QUIET_CHECKS;
    }
}
