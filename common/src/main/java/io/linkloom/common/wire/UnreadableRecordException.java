package io.linkloom.common.wire;

/** A record's bytes cannot be read: send it to the dead-letter topic with this message as the reason and go on. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the operator. */
    public UnreadableRecordException(String reason) {
        super(reason);
    }

    UnreadableRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
