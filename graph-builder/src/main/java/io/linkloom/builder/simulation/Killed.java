package io.linkloom.builder.simulation;

/** The process is gone at this point; nothing in it may catch this. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;
}
