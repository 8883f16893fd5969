package io.linkloom.common.url;

/**
 * Writes a path segment by segment in the normal form, resolving dot segments as the standard's path state does.
 *
 * <p>A dot segment is looked for after decoding, which finds the standard's {@code %2e} spellings too.
 */
final class PathWriter {
    private final StringBuilder out;
    private final int pathStart;

    /**
     * Goes on after what is already written.
     *
     * @param pathStart where the path begins in {@code out}
     */
    PathWriter(StringBuilder out, int pathStart) {
        this.out = out;
        this.pathStart = pathStart;
    }

    /** Writes the segments of the path at an index, which is past its leading slash, and returns where it ends. */
    int write(String in, int from) {
        int start = from;
        while (true) {
            int end = segmentEnd(in, start);
            boolean last = end == in.length() || in.charAt(end) == '?' || in.charAt(end) == '#';
            writeSegment(in, start, end, last);
            if (last) {
                return end;
            }
            start = end + 1;
        }
    }

    /** "Shorten a url's path": removes the last segment, if there is one. */
    void shorten() {
        int slash = out.lastIndexOf("/");
        if (slash >= pathStart) {
            out.setLength(slash);
        }
    }

    private void writeSegment(String in, int from, int to, boolean last) {
        int start = out.length();
        out.append('/');
        PercentCoding.appendNormal(out, in, from, to, Ascii.PATH_ENCODED);
        int length = out.length() - start - 1;
        boolean dots = length > 0 && length <= 2 && out.charAt(start + 1) == '.' && out.charAt(out.length() - 1) == '.';
        if (!dots) {
            return;
        }
        out.setLength(start);
        if (length == 2) {
            shorten();
        }
        if (last) {
            out.append('/');
        }
    }

    private static int segmentEnd(String in, int from) {
        for (int i = from; i < in.length(); i++) {
            char c = in.charAt(i);
            if (c == '/' || c == '\\' || c == '?' || c == '#') {
                return i;
            }
        }
        return in.length();
    }
}
