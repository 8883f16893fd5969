package io.linkloom.worker.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;

/** The headers of a response. Names are compared without case. */
public final class ResponseHeaders {
    private final MessageHeaders headers;

    ResponseHeaders(MessageHeaders headers) {
        this.headers = headers;
    }

    /** Headers from names and values in turn. */
    public static ResponseHeaders of(String... namesAndValues) {
        HeaderGroup group = new HeaderGroup();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            group.addHeader(new BasicHeader(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new ResponseHeaders(group);
    }

    /** The value of the first header of this name, trimmed; empty if there is none. */
    public String first(String name) {
        Header header = headers.getFirstHeader(name);
        return header == null ? "" : valueOf(header);
    }

    /** The values of all headers of this name. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Header header : headers.getHeaders(name)) {
            values.add(valueOf(header));
        }
        return values;
    }

    /**
     * Header bytes arrive as one character each. Servers that send others than ASCII mean UTF-8 nearly always, and what
     * is not UTF-8 is kept as it came.
     */
    private static String valueOf(Header header) {
        String value = header.getValue() == null ? "" : header.getValue().strip();
        if (value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        String utf8 = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return utf8.indexOf('\uFFFD') < 0 ? utf8 : value;
    }
}
