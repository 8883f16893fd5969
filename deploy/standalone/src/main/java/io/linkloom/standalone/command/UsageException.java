package io.linkloom.standalone.command;

/** The command was called in a way that makes no sense; the message is one sentence for who called it. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
