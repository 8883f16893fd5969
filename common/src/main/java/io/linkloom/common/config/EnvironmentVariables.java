package io.linkloom.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads settings from environment variables. */
final class EnvironmentVariables {

    /*
     * Kubernetes and Docker put variables into every container for each service beside it. A service named linkloom-api
     * gives LINKLOOM_API_SERVICE_HOST, LINKLOOM_API_SERVICE_PORT_HTTP, LINKLOOM_API_PORT=tcp://10.0.0.1:8080,
     * LINKLOOM_API_PORT_8080_TCP_ADDR and more. Nobody wrote them for us, so they are neither settings nor mistakes.
     */
    private static final Pattern SERVICE_NAME =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentVariables() {}

    /** The assignments in the order of the variables' names; unknown names are added to the problems. */
    static List<Assignment> read(Source.Environment environment, Settings known, List<String> problems) {
        List<Assignment> assignments = new ArrayList<>();
        new TreeMap<>(environment.variables()).forEach((name, text) -> {
            if (!name.startsWith(Source.ENVIRONMENT_PREFIX)
                    || environment.ignored().contains(name)) {
                return;
            }
            Setting<?> setting = known.byEnvironmentName(name);
            if (isOfAService(name, text, setting != null)) {
                return;
            }
            if (setting == null) {
                problems.add("environment " + name + ": unknown setting" + known.suggestionForVariable(name));
                return;
            }
            assignments.add(
                    new Assignment(setting.key(), text, new Origin(Origin.Kind.ENVIRONMENT, "environment " + name)));
        });
        return assignments;
    }

    private static boolean isOfAService(String name, String text, boolean isSetting) {
        boolean address =
                name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(text).matches();
        return address || (!isSetting && SERVICE_NAME.matcher(name).matches());
    }
}
