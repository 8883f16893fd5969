package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.common.model.OutcomePolicy;
import io.linkloom.common.model.PageVisit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a page may fail before what it linked to counts as lost. */
final class Grace {
    private Grace() {}

    /** When the first of the visits in a row failed that leave unknown what links the page has; 0 if this one does not. */
    static long failingSince(PageVisit visit, @Nullable LastVisit last) {
        if (visit.policy().links() != OutcomePolicy.Links.UNCONFIRMED) {
            return 0;
        }
        return last == null || last.failingSinceMillis() == 0 ? visit.fetchedAtMillis() : last.failingSinceMillis();
    }

    /** Whether a visit that fails, and is not older than the last one, finds that the page has failed for too long. */
    static boolean isOver(PageVisit visit, @Nullable LastVisit last, Duration grace) {
        boolean isNewest = last == null || visit.fetchedAtMillis() >= last.fetchedAtMillis();
        return isNewest && visit.fetchedAtMillis() - failingSince(visit, last) >= grace.toMillis();
    }
}
