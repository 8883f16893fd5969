package io.linkloom.builder.query;

import io.linkloom.builder.store.PageKey;
import java.util.List;
import java.util.SortedMap;

/**
 * Addresses outside a target that lead to pages of it.
 *
 * @param leadsTo for each of them the page of the target
 * @param incomplete what was not looked at and why, each a sentence
 */
record Aliases(SortedMap<PageKey, PageKey> leadsTo, List<String> incomplete) {}
