package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.charset.StandardCharsets;

/**
 * The key of family {@code hosts}: what the keys of all pages of a host begin with, see {@code UrlKey.ofHost}.
 *
 * @param bytesAsText a character for each byte, so that keys can be compared
 */
public record HostKey(String bytesAsText) {

    /** The host of a page. */
    public static HostKey of(PageKey page) {
        return ofBytes(page.hostKey());
    }

    /** The key with these bytes. */
    public static HostKey ofBytes(byte[] key) {
        return new HostKey(new String(key, StandardCharsets.ISO_8859_1));
    }

    /** The host's name, without its port. */
    public String hostName() {
        String host = UrlKey.toHost(toBytes());
        // An address of version 6 has colons and ends with a bracket.
        int port = host.indexOf(':', host.lastIndexOf(']') + 1);
        return port < 0 ? host : host.substring(0, port);
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        return bytesAsText.getBytes(StandardCharsets.ISO_8859_1);
    }
}
