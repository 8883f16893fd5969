package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What leads to the misbehaving hosts: an index page and a hosts file. */
final class MisbehavingPages {
    private static final int GOOD_HOSTS = 9;

    private MisbehavingPages() {}

    static void index(MisbehavingServer server, Wire wire) throws IOException {
        StringBuilder page = new StringBuilder(Tame.start("The misbehaving web")).append("<dl>\n");
        for (Misbehaviour each : Misbehaviour.values()) {
            page.append("<dt><a href=\"").append(server.url(each)).append("\">");
            page.append(each.label()).append("</a><dd>").append(each.sentence()).append('\n');
        }
        for (String each : goodHosts()) {
            page.append("<dt><a href=\"").append(server.url(each, "/")).append("\">");
            page.append(each).append("</a><dd>behaves well\n");
        }
        Tame.ok(Tame.HTML, page.append("</dl>\n").toString(), wire);
    }

    static List<String> hostsFile(String address) {
        List<String> lines = new ArrayList<>();
        lines.add(address + " " + MisbehavingServer.INDEX);
        for (Misbehaviour each : Misbehaviour.values()) {
            if (each.hasAddress()) {
                lines.add(address + " " + each.host());
            }
        }
        goodHosts().forEach(each -> lines.add(address + " " + each));
        return lines;
    }

    private static List<String> goodHosts() {
        List<String> hosts = new ArrayList<>();
        for (int i = 1; i <= GOOD_HOSTS; i++) {
            hosts.add("good-" + i + ".test");
        }
        return hosts;
    }
}
