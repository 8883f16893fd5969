package io.linkloom.builder.simulation;

import io.linkloom.builder.store.ShardStoreException;

/** A failure that was drawn: whoever meets it has to live with it. */
final class InjectedFailure extends ShardStoreException {
    private static final long serialVersionUID = 1L;

    InjectedFailure(String message) {
        super(message);
    }

    /** There are many, and each is where it was drawn. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
