package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.extract.ExtractLimits;

/** What the worker reads of a page: {@code extract.*}. */
public final class ExtractSettings {
    /** {@code extract.max-links}. */
    public static final Setting<Integer> MAX_LINKS = Setting.ofInt(
            "extract.max-links",
            ExtractLimits.DEFAULT.links(),
            1,
            20_000,
            "Most different link targets kept of one page; the others are counted.");

    /** All of them. */
    public static final Settings ALL = Settings.of(MAX_LINKS);

    private ExtractSettings() {}

    static ExtractLimits limits(Config config) {
        return new ExtractLimits(config.get(MAX_LINKS), ExtractLimits.DEFAULT_TEXT_BYTES);
    }
}
