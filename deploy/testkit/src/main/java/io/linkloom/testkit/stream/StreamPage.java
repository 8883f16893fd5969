package io.linkloom.testkit.stream;

import java.util.List;

/**
 * A page as a visit shows it.
 *
 * @param changed whether it differs from the round before
 */
public record StreamPage(String url, boolean changed, List<StreamLink> links) {
    public StreamPage {
        links = List.copyOf(links);
    }
}
