package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.api.SummaryJson;
import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Target;
import io.linkloom.common.url.WebUrl;

/** Who answers questions about an index: the index itself, or the process that works on it. For one thread. */
public interface Answers extends AutoCloseable {

    /**
     * Who links to a target.
     *
     * @throws AnswerException if there is no answer to be had
     */
    BacklinksJson backlinks(BacklinksQuestion question);

    /**
     * How much is linked to a target.
     *
     * @throws AnswerException if there is no answer to be had
     */
    SummaryJson summary(Target target);

    /**
     * What is known of a page.
     *
     * @throws AnswerException if there is no answer to be had
     */
    WhyJson why(WebUrl url);

    /**
     * What the index has, and how far its crawl is.
     *
     * @throws AnswerException if there is no answer to be had
     */
    StatusJson status();

    @Override
    void close();
}
