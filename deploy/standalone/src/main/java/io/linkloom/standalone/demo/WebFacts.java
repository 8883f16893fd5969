package io.linkloom.standalone.demo;

import io.linkloom.common.model.RelToken;
import io.linkloom.testkit.web.TrueGraph;

/**
 * What an invented web is, as facts to compare.
 *
 * @param graph what a faithful crawl must find
 */
record WebFacts(TrueGraph graph) {

    /** All links. */
    void links(Comparison.Sink sink) {
        graph.links()
                .forEach(link -> sink.accept(
                        LinkFact.key(link.source(), link.target()),
                        LinkFact.said(
                                link.kind(),
                                RelToken.bitsOf(String.join(" ", link.rel())),
                                link.anchor(),
                                link.count())));
    }

    /** All pages with what must come of them. */
    void pages(Comparison.Sink sink) {
        graph.pages().forEach(page -> sink.accept(page.url(), LinkFact.outcome(page.outcome(), page.status())));
    }
}
