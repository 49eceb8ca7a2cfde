package dev.galena.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The login of the running program: it owns nothing, creates nothing and cannot rewrite what is append-only.
 *
 * @param name a plain lower-case identifier
 */
public record AppRole(String name, String password) {
    public static final String USUAL_NAME = "galena_app";

    public AppRole {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) throw new IllegalArgumentException("not a role name: " + name);
        if (password.isEmpty()) throw new IllegalArgumentException("the application role needs a password");
    }

    /** The password follows from the owner's, so all processes on one database agree without storing a second secret. */
    public static AppRole of(DatabaseConfig owner) {
        if (owner.password().isEmpty())
            throw new IllegalArgumentException("the owner has no password to derive the application role's from");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(owner.password().getBytes(UTF_8), "HmacSHA256"));
            byte[] secret = mac.doFinal(("galena application role of " + owner.user()).getBytes(UTF_8));
            return new AppRole(
                    USUAL_NAME, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name + ":***";
    }
}
