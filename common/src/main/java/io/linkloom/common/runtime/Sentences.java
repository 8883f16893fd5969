package io.linkloom.common.runtime;

/** Failures as people read them. */
final class Sentences {

    private Sentences() {}

    /** The kind of failure and what it says, in one line. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getName();
        String kind = name.substring(name.lastIndexOf('.') + 1);
        return message == null || message.isBlank()
                ? kind
                : kind + ": " + message.strip().replaceAll("\\s+", " ");
    }
}
