package io.linkloom.builder.fold;

import java.util.Locale;

/** The type that a Content-Type header names (RFC 9110, section 8.3). */
final class MediaType {
    private MediaType() {}

    /** In lower case and without parameters such as the charset; empty if the header names none. */
    static String of(String header) {
        int end = 0;
        while (end < header.length() && header.charAt(end) != ';' && header.charAt(end) != ',') {
            end++;
        }
        String type = header.substring(0, end).strip().toLowerCase(Locale.ROOT);
        return type.indexOf('/') > 0 ? type : "";
    }
}
