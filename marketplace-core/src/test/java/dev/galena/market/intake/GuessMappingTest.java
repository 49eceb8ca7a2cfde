package dev.galena.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.intake.Mapping.Column;
import dev.galena.market.vertical.TestVerticals;
import dev.galena.market.vertical.Vertical;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headings of files in both languages; what English ones are taken for does not change by the German ones. */
class GuessMappingTest {
    private static final Vertical EDUCATION = TestVerticals.seed("education");

    private static List<Column> guess(Vertical vertical, String... columns) {
        var format = new Format(Format.Kind.CSV, "UTF-8", 0, ';', true, List.of(columns));
        return new GuessMapping(vertical, Map.of(), Map.of()).of(format).columns();
    }

    private static String target(String column) {
        return guess(EDUCATION, column).getFirst().target();
    }

    @ParameterizedTest
    @CsvSource({
        "Vorname, first_name",
        "VORNAMEN, first_name",
        "Nachname, last_name",
        "Familienname, last_name",
        "E-Mail, email",
        "E-Mail-Adresse, email",
        "eMail Adresse, email",
        "Telefon, phone",
        "Telefon-Nr., phone",
        "Tel.-Nr., phone",
        "Handy, phone",
        "Mobilnummer, phone",
        "Straße, street",
        "STRASSE, street",
        "Strasse / Hausnr., street",
        "Straße und Hausnummer, street",
        "Anschrift, street",
        "PLZ, zip",
        "Postleitzahl, zip",
        "Ort, city",
        "Wohnort, city",
        "Bundesland, state",
        "Erstellt am, generated_at",
        "Einwilligungstext, consent.text",
        "Einwilligungserklärung, consent.text",
        "Einwilligung am, consent.at",
        "Opt-in-Zeitpunkt, consent.at",
        "Kanäle, consent.channels",
        "IP-Adresse, consent.ip",
        "Sprache, consent.language",
        "Beruf, attr.occupation",
        "Nachricht, attr.question"
    })
    void germanHeadingsAreKnown(String column, String target) {
        assertThat(target(column)).isEqualTo(target);
    }

    @Test
    void umlautsOfTwoCharactersAreUmlauts() {
        assertThat(target("Kana\u0308le")).isEqualTo("consent.channels");
    }

    @Test
    void fieldsOfAVerticalAreFoundByTheirGermanNames() {
        var born = TestVerticals.with("education", "date_of_birth", "Born");
        for (var heading : List.of("Geburtsdatum", "Geburtstag", "geb. Datum"))
            assertThat(guess(born, heading).getFirst().target()).isEqualTo("attr.date_of_birth");
        var asked = TestVerticals.with("education", "salutation", "Form of address");
        assertThat(guess(asked, "Anrede").getFirst().target()).isEqualTo("attr.salutation");
        assertThat(target("Anrede")).as("of a vertical without").isNull();
        assertThat(target("Geburtsdatum")).isNull();
    }

    @Test
    void whatAVerticalCallsItsOwnFieldIsThatField() {
        var own = TestVerticals.with("education", "mother_tongue", "Sprache");
        assertThat(guess(own, "Sprache").getFirst().target()).isEqualTo("attr.mother_tongue");
    }

    @Test
    void englishHeadingsAreWhatTheyWere() {
        for (var target : Target.values()) {
            boolean sub = target.compareTo(Target.SUB1) >= 0;
            for (var heading : target.headings()) {
                assertThat(GermanHeadings.target(heading).filter(german -> german != target))
                        .as(heading)
                        .isEmpty();
                var bare = target.fieldName().replaceAll("[^a-z0-9]", "");
                int sure = heading.equals(target.fieldName()) ? 100 : sub && !heading.equals(bare) ? 60 : 90;
                var column = guess(EDUCATION, heading).getFirst();
                assertThat(column.target()).as(heading).isEqualTo(target.fieldName());
                assertThat(column.confidence()).as(heading).isEqualTo(sure);
            }
        }
        for (var vertical : List.of(EDUCATION, TestVerticals.seed("solar"), TestVerticals.seed("auto-insurance")))
            for (var field : vertical.fields()) {
                assertThat(GermanHeadings.target(field.label()))
                        .as(field.label())
                        .isEmpty();
                assertThat(GermanHeadings.target(field.name())).as(field.name()).isEmpty();
            }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name", "Full Name", "Date", "Title", "Company", "Status", "Notes", "Age", "Gender", "Website", "Hand",
                        "Art",
                "Land", "Tag", "Rating", "Rep", "Store", "Fax", "Id", "Salutation", "Date of Birth", "DOB",
                        "Middle Name", "Amount",
                "Consent", "Ad", "Campaign", "Device", "Referrer", "Score", "Owner", "Number", "Street Number",
                        "County", "R\u00fcckruf"
            })
    void whatNobodyKnewNobodyKnows(String column) {
        assertThat(guess(EDUCATION, column).getFirst()).isEqualTo(new Column(column, null, 0, "unknown"));
    }

    @Test
    void besideAnEnglishHeadingAGermanOneGivesWay() {
        var columns = guess(EDUCATION, "Email", "E-Mail-Adresse", "First Name", "Vorname");
        assertThat(columns).extracting(Column::target).containsExactly("email", null, "first_name", null);
        assertThat(guess(EDUCATION, "Telefon", "Handy"))
                .extracting(Column::how)
                .as("equally sure: somebody says which")
                .containsOnly("ambiguous");
    }

    @Test
    void aFileAsAgenciesWriteIt() {
        var columns = guess(
                EDUCATION, "Anrede;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail-Adresse;Geburtsdatum".split(";"));
        assertThat(columns.stream().map(Column::target))
                .containsExactlyElementsOf(Arrays.asList(
                        null, "first_name", "last_name", "street", "zip", "city", "phone", "email", null));
    }
}
