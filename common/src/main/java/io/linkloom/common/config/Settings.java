package io.linkloom.common.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All settings that a module or a process knows, in the order in which they were declared. Immutable. */
public final class Settings implements Iterable<Setting<?>> {

    private static final int MAX_SUGGESTED_FROM_CHARS = 100;

    private final Map<String, Setting<?>> byKey = new LinkedHashMap<>();
    private final Map<String, Setting<?>> byEnvironmentName = new LinkedHashMap<>();

    private Settings(List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            Setting<?> other = byEnvironmentName.putIfAbsent(setting.environmentName(), setting);
            if (other != null) {
                throw new IllegalArgumentException("two settings share a name: " + other + " and " + setting);
            }
            byKey.put(setting.key(), setting);
        }
    }

    /** A registry of these settings; throws where two have the same key or the same name in the environment. */
    public static Settings of(Setting<?>... settings) {
        return new Settings(List.of(settings));
    }

    /** The union with other settings; throws as {@link #of} does. */
    public Settings plus(Settings others) {
        List<Setting<?>> union = new ArrayList<>(byKey.values());
        union.addAll(others.byKey.values());
        return new Settings(union);
    }

    /** The union with further settings; throws as {@link #of} does. */
    public Settings plus(Setting<?>... others) {
        return plus(of(others));
    }

    /** The setting with this key, or null. */
    public @Nullable Setting<?> byKey(String key) {
        return byKey.get(key);
    }

    @Override
    public Iterator<Setting<?>> iterator() {
        return List.copyOf(byKey.values()).iterator();
    }

    @Nullable
    Setting<?> byEnvironmentName(String name) {
        return byEnvironmentName.get(name);
    }

    String suggestionForKey(String written) {
        return written.length() > MAX_SUGGESTED_FROM_CHARS ? "" : Suggestions.didYouMean(written, byKey.keySet());
    }

    String suggestionForVariable(String written) {
        return written.length() > MAX_SUGGESTED_FROM_CHARS
                ? ""
                : Suggestions.didYouMean(written, byEnvironmentName.keySet());
    }
}
