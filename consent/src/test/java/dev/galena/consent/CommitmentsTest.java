package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CommitmentsTest {

    private final byte[] secret = HexFormat.of().parseHex("00".repeat(31) + "07");

    @Test
    void aCommitmentIsTheHmacThatTheLogPromises() throws Exception {
        byte[] salt = hmac(secret, "consent-salt/1", "3", "email");
        var made = new Commitments().of(secret, 3, Map.of("email", "jürgen@example.com"));
        assertThat(made).containsOnlyKeys("email");
        assertThat(Base64.getUrlDecoder().decode(made.get("email")))
                .isEqualTo(hmac(salt, "consent-event/1", "email", "jürgen@example.com"));
        assertThat(new Commitments().salt(secret, 3, "email")).isEqualTo(salt).hasSize(32);
    }

    @Test
    void eachFieldOfEachEventHasItsOwnSalt() {
        var commitments = new Commitments();
        var salts = new HashSet<String>();
        for (int seq = 0; seq < 12; seq++) {
            for (var field : new String[] {"email", "phone", "1", ""}) {
                salts.add(HexFormat.of().formatHex(commitments.salt(secret, seq, field)));
            }
        }
        assertThat(salts).hasSize(48);
        var equalValues = commitments.of(secret, 0, Map.of("email", "same", "phone", "same"));
        assertThat(equalValues.get("email")).isNotEqualTo(equalValues.get("phone"));
    }

    private static byte[] hmac(byte[] key, String... parts) throws Exception {
        var input = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) input.write(0);
            input.write(parts[i].getBytes(StandardCharsets.UTF_8));
        }
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input.toByteArray());
    }
}
