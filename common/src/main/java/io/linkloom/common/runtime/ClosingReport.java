package io.linkloom.common.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process was closed.
 *
 * @param closed what ended as it should, in the order of closing
 * @param failed what threw, in the order of closing
 * @param timedOut what did not end in its time
 * @param took how long all of it took
 */
public record ClosingReport(List<String> closed, List<Failure> failed, List<String> timedOut, Duration took) {

    /**
     * A part that threw.
     *
     * @param name the part
     * @param sentence what it said
     */
    public record Failure(String name, String sentence) {}

    /** Copies the lists. */
    public ClosingReport {
        closed = List.copyOf(closed);
        failed = List.copyOf(failed);
        timedOut = List.copyOf(timedOut);
    }

    /** Whether everything ended as it should. */
    public boolean isClean() {
        return failed.isEmpty() && timedOut.isEmpty();
    }

    /** One line: {@code closed 3 parts in 12 ms; index failed: IOException: disk full; fetch did not end in time}. */
    @Override
    public String toString() {
        List<String> clauses = new ArrayList<>();
        clauses.add("closed " + closed.size() + " parts in " + took.toMillis() + " ms");
        failed.forEach(failure -> clauses.add(failure.name() + " failed: " + failure.sentence()));
        timedOut.forEach(name -> clauses.add(name + " did not end in time"));
        return String.join("; ", clauses);
    }
}
