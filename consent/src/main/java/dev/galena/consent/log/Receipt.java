package dev.galena.consent.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.galena.consent.Digest;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@link Receipts} are made of.
 *
 * @param index of the grant's event in the log
 * @param grant that event
 * @param values that open it; empty where the person was erased
 * @param seller what the party is called that asked
 * @param ended when it was withdrawn, as far as the reader may know
 * @param recipients the buyers the reader may know of, by the names they were sold to under
 * @param lawfulBasis by the rules of the newest sale
 */
record Receipt(
        UUID consent,
        long index,
        Digest hash,
        JsonNode grant,
        Map<String, String> values,
        String seller,
        List<String> ended,
        List<String> recipients,
        String jurisdiction,
        String lawfulBasis) {

    /** By what the person is known: the number, or else the address. */
    String principal() {
        String phone = values.getOrDefault("phone", "");
        String known = phone.isEmpty() ? values.getOrDefault("email", "") : phone;
        return known.isEmpty() ? Receipts.CLOSED : known;
    }
}
