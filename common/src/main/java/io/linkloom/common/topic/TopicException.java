package io.linkloom.common.topic;

/** Kafka cannot do what is needed, and trying again at once would not help; the message tells the operator what to do. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the operator. */
    public TopicException(String message) {
        super(message);
    }

    /** With one sentence for the operator and what led to it. */
    public TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
