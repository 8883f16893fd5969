package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** What a misbehaving host does when it is asked. */
@FunctionalInterface
interface Act {
    /** Answers in its own way; when it returns, the next request over the same connection is read, if that is open. */
    void answer(Request request, Wire wire) throws IOException, InterruptedException;
}
