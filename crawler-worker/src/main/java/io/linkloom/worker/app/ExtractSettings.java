package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.model.LinkKind;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkKinds;
import io.linkloom.worker.robots.Robots;
import java.util.List;
import java.util.Set;

/** What the worker reads of a page: {@code extract.*}. */
public final class ExtractSettings {
    /** {@code extract.kinds}. */
    public static final Setting<Set<LinkKind>> KINDS = Setting.ofSet(
            "extract.kinds",
            List.of(LinkKind.values()),
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
    public static final Settings ALL = Settings.of(KINDS, MAX_LINKS);

    private ExtractSettings() {}

    static ExtractOptions options(Config config) {
        ExtractLimits limits = new ExtractLimits(config.get(MAX_LINKS), ExtractLimits.DEFAULT_TEXT_BYTES);
        return new ExtractOptions(Robots.AGENT, limits, config.get(KINDS));
    }
}
