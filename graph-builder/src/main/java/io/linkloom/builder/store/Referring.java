package io.linkloom.builder.store;

/** How one site links to another as a whole: page by page while its links are few, in numbers once they are many. */
public sealed interface Referring permits FewLinksRow, ReferrerRow {

    /**
     * The row in {@code value} of family {@code referrers} under the key of two sites.
     *
     * @throws UnreadableRowException if it is none
     */
    static Referring decode(byte[] key, byte[] value) {
        return value.length > 0 && value[0] == FewLinksRow.VERSION
                ? FewLinksRow.decode(key, value)
                : ReferrerRow.decode(key, value);
    }

    /** A row under any key; that of one host among several has nothing but links. */
    static Referring decodeAny(byte[] key, byte[] value) {
        if (value.length > 0 && value[0] == FewLinksRow.VERSION) {
            return FewLinksRow.decode(key, value);
        }
        return ReferrerKey.ofBytes(key).host() == null
                ? ReferrerRow.decode(key, value)
                : new ReferrerRow(ReferrerRow.decodeHost(key, value), Tally.NONE, 0, 0, null);
    }
}
