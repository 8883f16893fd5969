package io.linkloom.common.config;

/** A key and a text somewhere in a source, not yet known to be good. */
record Assignment(String key, String text, Origin origin) {}
