package io.linkloom.standalone.demo;

import io.linkloom.common.model.RelToken;
import io.linkloom.testkit.web.TrueLink;

/** How links and pages are written as facts, the same for both sides of the comparison. */
final class LinkFact {

    /** The invented web tells of some rel tokens only; an index may know more. */
    private static final int TOLD = RelToken.bitsOf(String.join(" ", TrueLink.KNOWN_REL));

    private LinkFact() {}

    static String key(String source, String target) {
        return source + " -> " + target;
    }

    static String said(String kind, int rel, String anchor, int count) {
        return kind + " [" + RelToken.text(rel & TOLD) + "] \"" + anchor + "\" x" + count;
    }

    /** Of an exchange that was not completed there is no status to compare. */
    static String outcome(String outcome, int status) {
        boolean answered = switch (outcome) {
            case "timeout", "malformed_response", "connect_failure", "dns_failure" -> false;
            case "robots_disallowed", "robots_unreachable" -> false;
            default -> true;
        };
        return answered ? outcome + " " + status : outcome;
    }
}
