package dev.galena.market.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where a value of a row may go, besides the fields of the vertical ({@code attr.…}). */
enum Target {
    FIRST_NAME("first_name", "firstname", "fname", "givenname", "forename"),
    LAST_NAME("last_name", "lastname", "lname", "surname", "familyname"),
    EMAIL("email", "emailaddress", "mail", "emailid"),
    PHONE(
            "phone",
            "phonenumber",
            "telephone",
            "tel",
            "mobile",
            "mobilephone",
            "cell",
            "cellphone",
            "phone1",
            "primaryphone",
            "contactnumber"),
    STREET("street", "address", "address1", "streetaddress", "addressline1"),
    CITY("city", "town", "suburb", "locality"),
    STATE("state", "statecode", "region", "province", "usstate"),
    ZIP("zip", "zipcode", "postalcode", "postcode"),
    GENERATED_AT(
            "generated_at",
            "createdat",
            "created",
            "createddate",
            "createdon",
            "createdtime",
            "leaddate",
            "submittedat",
            "timestamp",
            "datecreated",
            "generatedat"),
    CONSENT_TEXT(
            "consent.text",
            "consenttext",
            "disclosure",
            "disclosuretext",
            "tcpatext",
            "tcpadisclosure",
            "tcpalanguage",
            "consentlanguagetext",
            "optintext"),
    CONSENT_AT(
            "consent.at",
            "consentat",
            "consenttime",
            "consentdate",
            "consenttimestamp",
            "optindate",
            "optinat",
            "optintime"),
    CONSENT_CHANNELS("consent.channels", "consentchannels", "channels", "optinchannels"),
    CONSENT_PAGE(
            "consent.page_url",
            "landingpage",
            "pageurl",
            "landingpageurl",
            "landingurl",
            "sourceurl",
            "consenturl",
            "consentpage",
            "consentpageurl"),
    CONSENT_IP("consent.ip", "ip", "ipaddress", "consentip", "clientip", "userip"),
    CONSENT_AGENT("consent.user_agent", "useragent", "browser", "consentuseragent", "ua"),
    CONSENT_CERTIFICATE(
            "consent.certificate_url",
            "trustedformcerturl",
            "trustedform",
            "xxtrustedformcerturl",
            "trustedformcert",
            "certificateurl",
            "certurl",
            "consentcertificateurl",
            "trustedformurl"),
    CONSENT_ACT("consent.act", "consentact", "signature", "affirmativeact", "optinaction"),
    CONSENT_LANGUAGE("consent.language", "consentlanguage", "language", "locale"),
    SUB1("sub1", "subid", "subid1", "utmsource"),
    SUB2("sub2", "subid2", "utmcampaign"),
    SUB3("sub3", "subid3", "utmmedium"),
    SUB4("sub4", "subid4", "utmcontent"),
    SUB5("sub5", "subid5", "utmterm");

    /** Prefix of the names of the vertical's own fields. */
    static final String ATTR = "attr.";

    private static final Map<String, Target> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Target::fieldName, Function.identity()));

    private final String fieldName;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<String> headings;

    Target(String fieldName, String... headings) {
        this.fieldName = fieldName;
        this.headings = List.of(headings);
    }

    /** Place among the values of a {@link Draft}. */
    @SuppressWarnings("EnumOrdinal") // never leaves the process
    int slot() {
        return ordinal();
    }

    /** As in mappings, errors and the API. */
    String fieldName() {
        return fieldName;
    }

    /** Headings under which files carry it, as letters and digits in lower case. */
    List<String> headings() {
        return headings;
    }

    static @org.jspecify.annotations.Nullable Target named(String fieldName) {
        return BY_NAME.get(fieldName);
    }
}
