package io.linkloom.standalone.demo;

import java.util.Locale;

/** Which processes of a {@link KilledCrawl} are killed. */
public enum Victim {
    /** {@code linkloom crawl}: broker, builder and worker in one. */
    CRAWL,
    /** {@code linkloom builder}, one of two beside a broker. */
    BUILDER,
    /** {@code linkloom worker}, one of two beside a broker. */
    WORKER,
    /** {@code linkloom broker}, while two builders and two workers are at work. */
    BROKER;

    /** As it is called among commands. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
