package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.model.LinkKind;
import io.linkloom.worker.extract.ExtractEngine;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.LinkKinds;
import io.linkloom.worker.robots.Robots;
import java.util.EnumSet;
import java.util.Set;

/** What the worker reads of a page: {@code extract.*}. */
public final class ExtractSettings {
    /** {@code extract.engine}. */
    public static final Setting<ExtractEngine> ENGINE = Setting.ofChoice(
            "extract.engine",
            ExtractEngine.SCANNER,
            "How pages are read: by a scanner of their bytes, or by jsoup, which builds the tree that browsers build.");

    /** {@code extract.kinds}. */
    public static final Setting<Set<LinkKind>> KINDS = Setting.ofSet(
            "extract.kinds",
            // What a sitemap lists is the sitemap's, not a page's.
            EnumSet.complementOf(EnumSet.of(LinkKind.SITEMAP)),
            LinkKind::label,
            LinkKinds.DEFAULT,
            "Which kinds of links are recorded; the others are as if they were not on the page.");

    /** {@code extract.max-links}. */
    public static final Setting<Integer> MAX_LINKS = Setting.ofInt(
            "extract.max-links",
            ExtractLimits.DEFAULT.links(),
            1,
            20_000,
            "Most different link targets kept of one page; the others are counted.");

    /** All of them. */
    public static final Settings ALL = Settings.of(ENGINE, KINDS, MAX_LINKS);

    private ExtractSettings() {}

    static LinkExtractor extractor(Config config) {
        return config.get(ENGINE).extractor(new ExtractOptions(Robots.AGENT, limits(config), config.get(KINDS)));
    }

    static ExtractLimits limits(Config config) {
        return new ExtractLimits(config.get(MAX_LINKS), ExtractLimits.DEFAULT_TEXT_BYTES);
    }
}
