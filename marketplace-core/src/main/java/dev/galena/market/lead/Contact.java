package dev.galena.market.lead;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a lead is about and how to reach them. Personal: kept under the person's own key, shown after purchase only, and
 * {@link #toString} keeps it to itself.
 */
public record Contact(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String street,
        @Nullable String city) {
    private static final String HIDDEN = "•••";

    /** First and last name, as far as given. */
    public Optional<String> fullName() {
        if (firstName == null) return Optional.ofNullable(lastName);
        return Optional.of(lastName == null ? firstName : firstName + " " + lastName);
    }

    /** {@code j•••@example.com} */
    public Optional<String> maskedEmail() {
        return Optional.ofNullable(email)
                .map(e -> e.substring(0, e.offsetByCodePoints(0, 1)) + HIDDEN + e.substring(e.lastIndexOf('@')));
    }

    /** {@code +1 213 555 ••••}; of other countries the first four digits. */
    public Optional<String> maskedPhone() {
        return Optional.ofNullable(phone)
                .map(p -> p.startsWith("+1") && p.length() == 12
                        ? "+1 " + p.substring(2, 5) + " " + p.substring(5, 8) + " ••••"
                        : p.substring(0, Math.min(5, p.length())) + " ••••");
    }

    byte[] toBytes() {
        var json = new JsonObject();
        put(json, "first_name", firstName);
        put(json, "last_name", lastName);
        put(json, "email", email);
        put(json, "phone", phone);
        put(json, "street", street);
        put(json, "city", city);
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(JsonObject json, String name, @Nullable String value) {
        if (value != null) json.put(name, value);
    }

    static Contact of(byte[] bytes) {
        var json = new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        return new Contact(
                json.getString("first_name"),
                json.getString("last_name"),
                json.getString("email"),
                json.getString("phone"),
                json.getString("street"),
                json.getString("city"));
    }

    @Override
    public String toString() {
        return "Contact[hidden]";
    }
}
