package io.linkloom.common.control;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.url.WebUrl;
import java.util.Collection;

/** Where operators say what is to be done, and hear what is in force. Any thread. */
public interface ControlDesk {
    /** What is in force. */
    Controls now();

    /**
     * Says something to all workers and builders, or takes it back; returns when it is safe and in force here.
     *
     * @param said in this order
     * @param takenBack keys of what is to hold no longer
     * @throws io.linkloom.common.topic.TopicException with a sentence if that is not so in time
     */
    void say(Collection<? extends Control> said, Collection<String> takenBack);

    /**
     * Makes pages known as seeds; returns when they are safe.
     *
     * @throws io.linkloom.common.topic.TopicException with a sentence if that is not so in time
     */
    void seed(Collection<WebUrl> seeds, long atMillis);
}
