package io.linkloom.builder.store;

import io.linkloom.common.model.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A visit of a page before the last one.
 *
 * @param status of HTTP, 0 where there was no response
 */
public record EarlierVisit(long fetchedAtMillis, Outcome outcome, int status) {
    /** So many are kept of a page. */
    public static final int MOST = 4;

    /** The visits before the next one: the last one until now, then those before that, the newest first. */
    public static List<EarlierVisit> before(PageRow.LastVisit last) {
        List<EarlierVisit> all = new ArrayList<>(MOST);
        all.add(new EarlierVisit(last.fetchedAtMillis(), last.outcome(), last.status()));
        all.addAll(last.earlier().subList(0, Math.min(last.earlier().size(), MOST - 1)));
        return List.copyOf(all);
    }

    /** Writes how many there are, and each, its time as the difference to the visit after it. */
    static void write(PageRow.LastVisit last, RowWriter out) {
        long after = last.fetchedAtMillis();
        out.number(last.earlier().size());
        for (EarlierVisit visit : last.earlier()) {
            out.number(after - visit.fetchedAtMillis)
                    .number(visit.outcome.code())
                    .number(visit.status);
            after = visit.fetchedAtMillis;
        }
    }

    /** Those before the visit at {@code lastMillis}, as they were written. */
    static List<EarlierVisit> read(long lastMillis, RowReader in) {
        int size = in.length();
        if (size > MOST) {
            throw in.refused("it has more earlier visits than are kept");
        }
        List<EarlierVisit> visits = new ArrayList<>(size);
        long after = lastMillis;
        for (int i = 0; i < size; i++) {
            after -= in.number();
            visits.add(
                    new EarlierVisit(after, in.known(Outcome.ofCode(in.smallNumber()), "outcome"), in.smallNumber()));
        }
        return List.copyOf(visits);
    }
}
