package io.linkloom.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker cannot run; the message is one sentence for the user. Nothing but telling the user helps. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
