package dev.galena.market.intake;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Headings of German files, which are tried where no other is known. Written as letters and digits in lower case, umlauts as two
 * letters: {@code Straße}, {@code STRASSE} and {@code Strasse} are one.
 */
final class GermanHeadings {

    private static final Map<String, Target> TARGETS = new HashMap<>();

    /** What no lead has but many verticals do, under the names that their fields may have. */
    private static final Map<String, List<String>> FIELDS = new HashMap<>();

    static {
        put(Target.FIRST_NAME, "vorname vornamen rufname");
        put(Target.LAST_NAME, "nachname nachnamen familienname zuname");
        put(Target.EMAIL, "emailadresse mailadresse emailadr emailanschrift emailkontakt emailprivat");
        put(Target.PHONE, """
                telefon telefonnummer telefonnr telefon1 telefonprivat telefonmobil telefonfestnetz telnr telnummer telmobil rufnummer
                handy handynummer handynr mobil mobilnummer mobilnr mobiltelefon mobilfunk mobilfunknummer mobilrufnummer festnetz
                festnetznummer kontaktnummer""");
        put(Target.STREET, """
                strasse str strassehausnummer strassehausnr strassehnr strassenr strassenummer strasseundhausnummer strasseundnummer
                strasseundhausnr adresse adresse1 adresszeile1 anschrift""");
        put(Target.CITY, "ort wohnort stadt ortsname");
        put(Target.STATE, "bundesland bundesstaat usbundesstaat");
        put(Target.ZIP, "plz postleitzahl");
        put(Target.GENERATED_AT, """
                erstelltam erstellt erstellungsdatum erstelldatum erfasstam erfassungsdatum angelegtam eingangsdatum eingegangenam
                leaddatum anfragedatum anfragevom zeitstempel generiertam""");
        put(Target.CONSENT_TEXT, """
                einwilligung einwilligungstext einwilligungserklaerung einwilligungswortlaut wortlautdereinwilligung zustimmungstext
                zustimmungserklaerung""");
        put(Target.CONSENT_AT, """
                einwilligungam einwilligungvom einwilligungsdatum einwilligungszeit einwilligungszeitpunkt datumdereinwilligung
                zustimmungam zustimmungsdatum zustimmungszeitpunkt optindatum optinzeit optinzeitpunkt optinam""");
        put(Target.CONSENT_CHANNELS, "kanaele kontaktkanaele kontaktwege einwilligungskanaele");
        put(Target.CONSENT_PAGE, "quellurl anmeldeseite einwilligungsseite formularseite formularurl");
        put(Target.CONSENT_IP, "ipadresse ipadr optinip einwilligungsip");
        put(Target.CONSENT_CERTIFICATE, "zertifikat zertifikaturl zertifikatsurl");
        put(Target.CONSENT_ACT, "unterschrift signatur");
        put(Target.CONSENT_LANGUAGE, "sprache");
        fields("anrede", "salutation", "title");
        fields("titel", "title");
        fields("geschlecht", "gender", "sex");
        fields("geburtsdatum geburtstag gebdatum geboren geborenam", "birth date", "date of birth", "birthday", "dob");
        fields("geburtsjahr", "birth year", "year of birth");
        fields("alter", "age");
        fields("familienstand", "marital status", "marital");
        fields("beruf", "occupation", "profession", "job");
        fields("arbeitgeber", "employer");
        fields("firma unternehmen", "company", "company name");
        fields("einkommen jahreseinkommen", "income", "annual income");
        fields(
                "bemerkung bemerkungen anmerkung anmerkungen kommentar nachricht",
                "comments",
                "comment",
                "message",
                "note",
                "notes");
    }

    private GermanHeadings() {}

    private static void put(Target target, String headings) {
        Arrays.stream(headings.split("\\s+", -1)).forEach(heading -> TARGETS.put(heading, target));
    }

    private static void fields(String headings, String... names) {
        Arrays.stream(headings.split(" ", -1)).forEach(heading -> FIELDS.put(heading, List.of(names)));
    }

    static Optional<Target> target(String heading) {
        return Optional.ofNullable(TARGETS.get(folded(heading)));
    }

    /** Names under which a vertical may have it, the likeliest first. */
    static List<String> fields(String heading) {
        return FIELDS.getOrDefault(folded(heading), List.of());
    }

    private static String folded(String heading) {
        var out = new StringBuilder(heading.length());
        Normalizer.normalize(heading, Normalizer.Form.NFC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(letter -> {
                    switch (letter) {
                        case 'ä' -> out.append("ae");
                        case 'ö' -> out.append("oe");
                        case 'ü' -> out.append("ue");
                        case 'ß' -> out.append("ss");
                        default -> out.appendCodePoint(letter);
                    }
                });
        return out.toString();
    }
}
