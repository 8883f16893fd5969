package io.linkloom.worker.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The runs of text of jsoup's tree: a run is the number of a string. */
final class JsoupText implements RunSource {
    private final List<String> strings = new ArrayList<>();

    long add(String text) {
        strings.add(text);
        return strings.size();
    }

    @Override
    public int length(long run) {
        return get(run).length();
    }

    @Override
    public int append(long run, int from, int most, FoldedText text) {
        String string = get(run);
        int length = Math.min(string.length() - from, most);
        text.append(string, from, from + length);
        return length;
    }

    @Override
    public void profile(long run, TextProfile profile) {
        byte[] bytes = get(run).getBytes(StandardCharsets.UTF_8);
        profile.add(bytes, 0, bytes.length);
    }

    private String get(long run) {
        return run == TextRuns.NOTHING ? "" : strings.get((int) run - 1);
    }
}
