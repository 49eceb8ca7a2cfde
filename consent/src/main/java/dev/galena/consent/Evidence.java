package dev.galena.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed with a grant: the personal values that its event commits to, and the secret of which their salts are made.
 * With it any single commitment can be opened to an outsider; when the person's key is deleted, none can.
 */
final class Evidence {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] secret;
    private final Map<String, String> values;

    private Evidence(byte[] secret, Map<String, String> values) {
        this.secret = secret;
        this.values = values;
    }

    static Evidence of(Identity identity, Captured captured) {
        return new Evidence(AesGcm.random(Commitments.SECRET_BYTES), values(identity, captured));
    }

    /** Which facts there would be. */
    static int factBits(Identity identity, Captured captured) {
        return factBits(values(identity, captured));
    }

    private static Map<String, String> values(Identity identity, Captured captured) {
        var values = LinkedHashMap.<String, String>newLinkedHashMap(16);
        put(values, Fact.PHONE.code(), identity.phoneE164());
        put(values, Fact.EMAIL.code(), identity.email());
        put(values, Fact.NAME.code(), captured.name());
        put(values, Fact.PAGE.code(), captured.pageUrl());
        put(values, Fact.IP.code(), captured.ip());
        put(values, Fact.USER_AGENT.code(), captured.userAgent());
        put(values, Fact.ACT.code(), captured.act());
        putEach(values, Fact.CERTIFICATE, captured.certificates());
        putEach(values, Fact.SOURCE, captured.source());
        return values;
    }

    private static void put(Map<String, String> values, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) values.put(field, value);
    }

    private static void putEach(Map<String, String> values, Fact field, List<String> all) {
        for (int i = 0; i < all.size(); i++) {
            values.put(i == 0 ? field.first() : field.code() + '.' + i, all.get(i));
        }
    }

    byte[] secret() {
        return secret;
    }

    Map<String, String> values() {
        return values;
    }

    int factBits() {
        return factBits(values);
    }

    private static int factBits(Map<String, String> values) {
        int bits = 0;
        for (var fact : Fact.values()) {
            if (values.containsKey(fact.code()) || values.containsKey(fact.first())) bits |= fact.bit();
        }
        return bits;
    }

    Identity identity() {
        return new Identity(values.get(Fact.PHONE.code()), values.get(Fact.EMAIL.code()));
    }

    Captured captured() {
        return new Captured(
                values.get(Fact.NAME.code()),
                values.get(Fact.PAGE.code()),
                values.get(Fact.IP.code()),
                values.get(Fact.USER_AGENT.code()),
                each(Fact.CERTIFICATE.code()),
                each(Fact.SOURCE.code()),
                values.get(Fact.ACT.code()));
    }

    private List<String> each(String field) {
        var all = new ArrayList<String>();
        for (var value = values.get(field + ".0"); value != null; value = values.get(field + '.' + all.size())) {
            all.add(value);
        }
        return all;
    }

    byte[] seal(Canonical json, DataKey key, UUID consentId) {
        return key.seal(
                json.of(Map.of("secret", Base64.getEncoder().encodeToString(secret), "values", values)),
                context(consentId, 0));
    }

    static Evidence open(DataKey key, UUID consentId, byte[] sealed) {
        JsonNode content = json(key.open(sealed, context(consentId, 0)));
        return new Evidence(
                Base64.getDecoder().decode(content.path("secret").asText()), strings(content.path("values")));
    }

    /** The personal values of a later event; their salts come from the grant's secret too. */
    static byte[] sealLater(DataKey key, UUID consentId, int seq, Map<String, String> values) {
        return key.seal(Canonical.bytes(values), context(consentId, seq));
    }

    static Map<String, String> openLater(DataKey key, UUID consentId, int seq, byte[] sealed) {
        return strings(json(key.open(sealed, context(consentId, seq))));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> strings(JsonNode object) {
        var strings = new LinkedHashMap<String, String>();
        object.properties().forEach(p -> strings.put(p.getKey(), p.getValue().asText()));
        return strings;
    }

    private static byte[] context(UUID consentId, int seq) {
        return ByteBuffer.allocate(20)
                .putLong(consentId.getMostSignificantBits())
                .putLong(consentId.getLeastSignificantBits())
                .putInt(seq)
                .array();
    }
}
