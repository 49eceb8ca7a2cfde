package dev.galena.consent.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.galena.consent.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A grant as a receipt in three standards' words: ISO/IEC TS 27560:2023, Kantara Consent Receipt 1.1, and W3C DPV in JSON-LD.
 * Made of what was logged and of the values that open it, of nothing else: the same events give the same bytes. Each names the
 * grant's event, so that a verifier can hold it against the log. What nobody recorded is said not to be.
 */
final class Receipts {

    static final String UNKNOWN = "not recorded";
    static final String CLOSED = "not disclosed";

    private final Receipt receipt;
    private final JsonNode fields;

    private Receipts(Receipt receipt) {
        this.receipt = receipt;
        this.fields = receipt.grant().path("fields");
    }

    /** By their names in a bundle. */
    static SortedMap<String, byte[]> of(Receipt receipt) {
        var made = new Receipts(receipt);
        String name = "receipts/" + receipt.consent();
        var files = new TreeMap<String, byte[]>();
        files.put(name + ".iso27560.json", CanonicalJson.bytes(made.iso()));
        files.put(name + ".kantara.json", CanonicalJson.bytes(made.kantara()));
        files.put(name + ".dpv.jsonld", CanonicalJson.bytes(made.dpv()));
        return files;
    }

    /** What a verifier compares with the events. */
    private Map<String, Object> proof() {
        return Map.of(
                "consent", receipt.consent(),
                "index", receipt.index(),
                "hash", receipt.hash(),
                "notice", text("notice"));
    }

    private Map<String, Object> iso() {
        var events = new ArrayList<Map<String, Object>>();
        events.add(event(text("granted_at"), "consent_given"));
        receipt.ended().forEach(at -> events.add(event(at, "consent_withdrawn")));
        var processing = new TreeMap<String, Object>();
        processing.put("purpose", purpose());
        processing.put("purpose_type", "dpv:DirectMarketing");
        processing.put("lawful_basis", receipt.lawfulBasis());
        processing.put(
                "pii_information",
                categories().map(type -> Map.of("pii_type", type)).toList());
        processing.put("pii_controllers", List.of(text("seller")));
        processing.put("collection_method", collection());
        processing.put("processing_method", String.join(", ", channels()));
        processing.put("storage_locations", List.of(UNKNOWN));
        processing.put("retention_period", UNKNOWN);
        processing.put("processing_locations", List.of(UNKNOWN));
        processing.put("jurisdictions", List.of(receipt.jurisdiction()));
        processing.put("recipient_third_parties", receipt.recipients());
        processing.put("withdrawal_method", WITHDRAWAL);
        processing.put("privacy_rights", List.of("access", "erasure", "withdrawal of consent"));
        var record = new TreeMap<String, Object>();
        record.put("schema_version", "ISO/IEC TS 27560:2023");
        record.put("record_id", receipt.consent());
        record.put("pii_principal_id", receipt.principal());
        record.put("privacy_notice", "urn:sha256:" + text("notice"));
        record.put("language", text("language"));
        record.put("purposes", List.of(processing));
        record.put(
                "party_identification",
                List.of(Map.of(
                        "party_id",
                        text("seller"),
                        "party_name",
                        receipt.seller(),
                        "party_role",
                        "PII controller",
                        "party_address",
                        UNKNOWN,
                        "party_contact",
                        UNKNOWN)));
        record.put("event", events);
        record.put("proof", proof());
        return record;
    }

    private Map<String, Object> event(String at, String state) {
        return Map.of(
                "event_time",
                at,
                "event_type",
                "explicit",
                "event_state",
                state,
                "entity_id",
                receipt.principal(),
                "validity_duration",
                fields.has("expires_at") ? "until " + text("expires_at") : "until withdrawn");
    }

    private Map<String, Object> kantara() {
        var purpose = new TreeMap<String, Object>();
        purpose.put("purpose", purpose());
        purpose.put("purposeCategory", List.of("6 - Marketing"));
        purpose.put("consentType", "EXPLICIT");
        purpose.put("piiCategory", categories().toList());
        purpose.put("primaryPurpose", true);
        purpose.put("termination", fields.has("expires_at") ? text("expires_at") : "when withdrawn");
        purpose.put("thirdPartyDisclosure", !receipt.recipients().isEmpty());
        if (!receipt.recipients().isEmpty()) purpose.put("thirdPartyName", String.join("; ", receipt.recipients()));
        var controller = new TreeMap<String, Object>();
        controller.put("piiController", receipt.seller());
        controller.put("contact", UNKNOWN);
        controller.put("address", Map.of("streetAddress", UNKNOWN));
        controller.put("email", UNKNOWN);
        controller.put("phone", UNKNOWN);
        var made = new TreeMap<String, Object>();
        made.put("version", "KI-CR-v1.1.0");
        made.put("jurisdiction", receipt.jurisdiction());
        made.put("consentTimestamp", Instant.parse(text("granted_at")).getEpochSecond());
        made.put("collectionMethod", collection());
        made.put("consentReceiptID", receipt.consent());
        made.put("language", text("language"));
        made.put("piiPrincipalId", receipt.principal());
        made.put("piiControllers", List.of(controller));
        made.put("policyUrl", "urn:sha256:" + text("notice"));
        made.put(
                "services", List.of(Map.of("service", "Offers described in the notice", "purposes", List.of(purpose))));
        made.put("sensitive", false);
        made.put("spiCat", List.of());
        made.put("proof", proof());
        return made;
    }

    private Map<String, Object> dpv() {
        var process = new TreeMap<String, Object>();
        process.put("@type", "dpv:Process");
        process.put("dpv:hasPurpose", Map.of("@type", "dpv:DirectMarketing", "dct:description", purpose()));
        process.put(
                "dpv:hasPersonalData",
                categories()
                        .map(type -> Map.of("@type", "dpv:PersonalData", "dct:title", type))
                        .toList());
        process.put(
                "dpv:hasRecipient",
                receipt.recipients().stream()
                        .map(name -> Map.of("@type", "dpv:ThirdParty", "dpv:hasName", name))
                        .toList());
        var statuses = new ArrayList<Map<String, Object>>();
        statuses.add(Map.of("@type", "dpv:ConsentGiven", "dct:date", text("granted_at")));
        receipt.ended().forEach(at -> statuses.add(Map.of("@type", "dpv:ConsentWithdrawn", "dct:date", at)));
        var record = new TreeMap<String, Object>();
        record.put("@id", "urn:uuid:" + receipt.consent());
        record.put("@type", "dpv:ConsentRecord");
        record.put("dct:identifier", receipt.consent());
        record.put("dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#record");
        record.put("dpv:hasDataSubject", Map.of("@type", "dpv:Consumer", "dct:identifier", receipt.principal()));
        record.put(
                "dpv:hasDataController",
                Map.of(
                        "@id",
                        "urn:uuid:" + text("seller"),
                        "@type",
                        "dpv:DataController",
                        "dpv:hasName",
                        receipt.seller()));
        record.put("dpv:hasJurisdiction", receipt.jurisdiction());
        record.put("dpv:hasLegalBasis", receipt.lawfulBasis());
        record.put(
                "dpv:hasNotice",
                Map.of(
                        "@type",
                        "dpv:ConsentNotice",
                        "dct:identifier",
                        "urn:sha256:" + text("notice"),
                        "dct:language",
                        text("language")));
        record.put("dpv:hasProcess", process);
        record.put("dpv:hasConsentStatus", statuses);
        var made = new TreeMap<String, Object>();
        made.put(
                "@context",
                Map.of(
                        "dpv", "https://w3id.org/dpv#",
                        "dct", "http://purl.org/dc/terms/",
                        "proof", "urn:galena:proof"));
        made.put("@id", "urn:sha256:" + receipt.hash().hex());
        made.put("@type", "dpv:ConsentReceipt");
        made.put("dct:identifier", receipt.hash());
        made.put("dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#receipt-record");
        made.put("dct:created", receipt.grant().path("at").asText());
        made.put("dpv:hasRecordOfActivity", record);
        made.put("proof", proof());
        return made;
    }

    private static final String WITHDRAWAL = "any reasonable way; recorded at once and told to every holder";

    private String purpose() {
        return "What the notice says, by " + String.join(", ", channels());
    }

    /** A file or a single lead, and by what act where one was captured. */
    private String collection() {
        String act = receipt.values().getOrDefault("act", "");
        return act.isEmpty() ? receipt.grant().path("type").asText() : act;
    }

    private List<String> channels() {
        return StreamSupport.stream(fields.path("channels").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Kinds of personal values that were committed to, whether or not they can be opened here. */
    private Stream<String> categories() {
        var names = new ArrayList<String>();
        receipt.grant().path("commitments").fieldNames().forEachRemaining(names::add);
        return names.stream()
                .map(name -> name.replaceAll("\\.\\d+$", ""))
                .distinct()
                .sorted();
    }

    private String text(String field) {
        return fields.path(field).asText();
    }
}
