package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.SaveProfile;
import dev.galena.billing.tax.VatId;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who the caller is on paper; the operator is the marketplace itself. */
final class ProfileRoutes {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final SaveProfile saveProfile;

    ProfileRoutes(SaveProfile saveProfile) {
        this.saveProfile = saveProfile;
    }

    Answer read(Call call) {
        return saveProfile
                .find(subject(call.caller().party()))
                .map(profile -> Answer.ok(json(profile)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer save(Call call) {
        Party party = call.caller().party();
        var body = call.body();
        String country = body.getString("country");
        if (!COUNTRIES.contains(country))
            throw Problems.invalid("/country", "is not a country of ISO 3166-1").thrown();
        String vatId = compact(body.getString("vat_id"));
        if (vatId != null && !VatId.fits(country, vatId))
            throw Problems.invalid("/vat_id", "is not in the form of " + country)
                    .thrown();
        var subject = subject(party);
        var rhythm = Frequency.of(body.getString("rhythm", "monthly"));
        var profile = new Profile(
                subject,
                printable(body, "name"),
                printable(body, "street"),
                printable(body, "city"),
                printable(body, "postcode"),
                body.getString("region") == null ? null : printable(body, "region"),
                country,
                vatId,
                body.getString("registration") == null ? null : printable(body, "registration"),
                printable(body, "email"),
                rhythm,
                party.timeZone(),
                body.getBoolean("self_billing", false));
        saveProfile.save(profile);
        // Of who pays afterwards it shows the cycle, whatever is wished for later.
        return Answer.ok(json(saveProfile.find(subject).orElseThrow()));
    }

    static UUID subject(Party party) {
        return party.is(Role.OPERATOR) ? Profile.PLATFORM : party.id();
    }

    private static String printable(JsonObject body, String name) {
        String text = body.getString(name).strip();
        if (text.isEmpty() || text.codePoints().anyMatch(Character::isISOControl))
            throw Problems.invalid("/" + name, "must be one line of text").thrown();
        return text;
    }

    /** As people write it: with blanks, dots and dashes. */
    private static @Nullable String compact(@Nullable String text) {
        return text == null ? null : text.replaceAll("[ .-]", "").toUpperCase(Locale.ROOT);
    }

    private static JsonObject json(Profile profile) {
        var json = JsonObject.of(
                "name", profile.name(),
                "street", profile.street(),
                "city", profile.city(),
                "postcode", profile.postcode(),
                "country", profile.country(),
                "email", profile.email(),
                "rhythm", profile.rhythm().code(),
                "self_billing", profile.selfBilling());
        if (profile.region() != null) json.put("region", profile.region());
        if (profile.vatId() != null) json.put("vat_id", profile.vatId());
        if (profile.registration() != null) json.put("registration", profile.registration());
        return json;
    }
}
