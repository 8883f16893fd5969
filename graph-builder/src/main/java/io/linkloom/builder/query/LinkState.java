package io.linkloom.builder.query;

import io.linkloom.common.model.LostReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a link must be there to count. */
public enum LinkState {
    /** It is there, as far as is known. */
    LIVE,
    /** It is gone, and did not go on elsewhere: links of pages that moved are not among these. */
    LOST,
    /** Its page moved and took it along; it is live at the new address. */
    MOVED,
    /** Any of these. */
    ALL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in options and API: lower case. */
    public String label() {
        return label;
    }

    /**
     * Whether a link counts.
     *
     * @param lost why it was lost, null while it is live
     */
    public boolean takes(@Nullable LostReason lost) {
        return switch (this) {
            case LIVE -> lost == null;
            case LOST -> lost != null && lost != LostReason.MOVED;
            case MOVED -> lost == LostReason.MOVED;
            case ALL -> true;
        };
    }

    /** Whether a link counts with this code of why it was lost, 0 while it is live. */
    boolean takes(int reasonCode) {
        return switch (this) {
            case LIVE -> reasonCode == 0;
            case LOST -> reasonCode != 0 && reasonCode != LostReason.MOVED.code();
            case MOVED -> reasonCode == LostReason.MOVED.code();
            case ALL -> true;
        };
    }
}
