package io.linkloom.builder.check;

/** Rows that say the same twice. */
interface Relation {
    /** Enters both sides; may be called again and enters the same again. Rows that cannot be read are passed over. */
    void enter(Ledger ledger);

    /** Names a difference to {@code findings}. */
    void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings);
}
