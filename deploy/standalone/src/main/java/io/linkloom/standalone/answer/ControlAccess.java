package io.linkloom.standalone.answer;

import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.builder.api.ControlsJson;

/** Where operators say what is to be done: to a process that runs, or to a crawl that does not. For one thread. */
public interface ControlAccess extends AutoCloseable {

    /**
     * What is in force.
     *
     * @throws AnswerException if there is no answer to be had
     */
    ControlsJson list();

    /**
     * Has it done, and says what is in force then.
     *
     * @throws AnswerException if it is refused, or there is no answer to be had
     */
    ControlsJson perform(ControlRequestJson request);

    @Override
    void close();
}
