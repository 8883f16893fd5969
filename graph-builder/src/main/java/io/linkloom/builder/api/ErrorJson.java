package io.linkloom.builder.api;

/**
 * What the API says when it cannot answer.
 *
 * @param error one sentence
 */
public record ErrorJson(String error) {}
