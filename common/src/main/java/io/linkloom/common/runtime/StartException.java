package io.linkloom.common.runtime;

import org.jspecify.annotations.Nullable;

/** The process cannot start as it was told to: show the message, one sentence for its user, and end. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence and, where there is one, what was behind it. */
    public StartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
