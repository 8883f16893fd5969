package io.linkloom.common.config;

import org.jspecify.annotations.Nullable;

/**
 * One command-line option that gives a setting its value.
 *
 * @param option how the option is written, such as {@code --delay}
 * @param key the key of the setting
 * @param value the text of the value; null where a {@code --set} lacks its equals sign
 */
public record Flag(String option, String key, @Nullable String value) {

    /** An option that stands for one setting: {@code --delay 2s}. */
    public static Flag option(String option, Setting<?> setting, String value) {
        return new Flag(option, setting.key(), value);
    }

    /** The argument of the option for any setting: {@code --set fetch.max-body=2MiB}. */
    public static Flag set(String assignment) {
        int equals = assignment.indexOf('=');
        return equals < 0
                ? new Flag("--set", assignment.strip(), null)
                : new Flag("--set", assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
    }
}
