package io.linkloom.standalone.answer;

import org.jspecify.annotations.Nullable;

/** There is no answer to be had, and asking again would not help; the message is one sentence for the user. */
public final class AnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AnswerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
