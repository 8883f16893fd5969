package io.linkloom.builder.app;

/** The process is gone at this point; nothing in it may catch this. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;
}
