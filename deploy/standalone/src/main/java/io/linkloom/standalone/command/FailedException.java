package io.linkloom.standalone.command;

/** The command cannot do what was asked of it; the message is one sentence for who asked. */
final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedException(String sentence) {
        super(sentence);
    }
}
