package io.linkloom.common.runtime;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts of a process work, with a sentence each. The process is up while no part is down.
 *
 * <p>May be used by any number of threads. It grows by the parts that report and never by what they say.
 */
public final class Health {

    /**
     * How one part is.
     *
     * @param up whether it works
     * @param sentence what it does, or what is wrong
     */
    public record State(boolean up, String sentence) {}

    private final Map<String, State> components = new ConcurrentHashMap<>();

    /** Says that a part works. */
    public void up(String component, String sentence) {
        components.put(component, new State(true, sentence));
    }

    /** Says that a part does not work. */
    public void down(String component, String sentence) {
        components.put(component, new State(false, sentence));
    }

    /** Forgets a part that has ended as it should. */
    public void remove(String component) {
        components.remove(component);
    }

    /** All parts by name, as they are now. */
    public SortedMap<String, State> components() {
        return new TreeMap<>(components);
    }

    /** Whether no part is down. */
    public boolean isUp() {
        return components.values().stream().allMatch(State::up);
    }

    /** {@code {"status":"up","components":{"fetch":{"status":"up","detail":"running"}}}}. */
    public String json() {
        SortedMap<String, State> now = components();
        boolean up = now.values().stream().allMatch(State::up);
        StringBuilder json = new StringBuilder("{\"status\":").append(word(up)).append(",\"components\":{");
        String separator = "";
        for (Map.Entry<String, State> component : now.entrySet()) {
            json.append(separator).append(JsonText.quoted(component.getKey())).append(":{\"status\":");
            json.append(word(component.getValue().up())).append(",\"detail\":");
            json.append(JsonText.quoted(component.getValue().sentence())).append('}');
            separator = ",";
        }
        return json.append("}}").toString();
    }

    private static String word(boolean up) {
        return up ? "\"up\"" : "\"down\"";
    }
}
