package io.linkloom.testkit.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The oracle's reading of a page: the links that a faithful extraction must give. For any number of threads. */
record LinkReader(InventedWeb web) {

    /** The links of a page, in order of their first occurrence; none if the page cannot be read. */
    List<TrueLink> links(int number) {
        int site = web.sites().siteOf(number);
        int page = number - web.sites().offset(site);
        return switch (web.outcome(number)) {
            case "redirected" -> List.of(redirect(site, page));
            case "fetched" -> readLinks(site, page);
            default -> List.of();
        };
    }

    private TrueLink redirect(int site, int page) {
        long target = web.pages().redirectTarget(site, page);
        return new TrueLink(
                web.url(site, page),
                web.url(PageId.site(target), PageId.page(target)),
                "redirect",
                Collections.emptySortedSet(),
                "",
                1);
    }

    private List<TrueLink> readLinks(int site, int page) {
        LinkPlan plan = new LinkPlan();
        web.links().plan(site, page, plan);
        Map<Long, Integer> slots = new HashMap<>();
        int[] chosen = new int[plan.distinctSize()];
        int[] counts = new int[plan.distinctSize()];
        for (int i = 0; i < plan.size(); i++) {
            int next = slots.size();
            int slot = slots.computeIfAbsent(plan.target(i), target -> next);
            boolean isFirst = counts[slot]++ == 0;
            boolean isBetter = plan.rel(i, site).isFollow()
                    && !plan.rel(chosen[slot], site).isFollow();
            if (isFirst || isBetter) {
                chosen[slot] = i;
            }
        }
        String source = web.url(site, page);
        List<TrueLink> links = new ArrayList<>(chosen.length);
        for (int slot = 0; slot < chosen.length; slot++) {
            links.add(link(source, site, plan, chosen[slot], counts[slot]));
        }
        return links;
    }

    private TrueLink link(String source, int site, LinkPlan plan, int index, int count) {
        long target = plan.target(index);
        boolean isArea = plan.isArea(index);
        long anchorHash = plan.anchorHash(index);
        return new TrueLink(
                source,
                web.url(PageId.site(target), PageId.page(target)),
                isArea ? "area" : "a",
                plan.rel(index, site).tokens(),
                isArea ? Anchor.alternativeText(anchorHash) : Anchor.text(anchorHash),
                count);
    }
}
