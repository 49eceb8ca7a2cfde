package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.galena.consent.log.ProofBundle;
import dev.galena.consent.log.ProofBundles;
import dev.galena.consent.log.ReadLog;
import dev.galena.consent.log.Sequence;
import dev.galena.consent.log.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts in the words of three standards, and what sellers signed: in bundles, and held against the log. */
class ReceiptsTest {

    /** Tables 1 to 4 of ISO/IEC TS 27560:2023 as the DPV guide to it lists them; what is required of a record, and of its parts. */
    private static final List<String> ISO_RECORD = List.of(
            "schema_version",
            "record_id",
            "pii_principal_id",
            "privacy_notice",
            "language",
            "purposes",
            "party_identification",
            "event");

    private static final List<String> ISO_PURPOSE = List.of(
            "purpose",
            "lawful_basis",
            "pii_information",
            "pii_controllers",
            "collection_method",
            "processing_method",
            "storage_locations",
            "retention_period",
            "jurisdictions",
            "recipient_third_parties",
            "withdrawal_method",
            "privacy_rights");

    private static final List<String> ISO_PARTY =
            List.of("party_id", "party_name", "party_role", "party_address", "party_contact");

    private static final List<String> ISO_EVENT =
            List.of("event_time", "event_type", "event_state", "validity_duration", "entity_id");

    /** Kantara Consent Receipt 1.1, clause 4: the fields marked as required, by their JSON names. */
    private static final List<String> KANTARA = List.of(
            "version",
            "jurisdiction",
            "consentTimestamp",
            "collectionMethod",
            "consentReceiptID",
            "piiPrincipalId",
            "piiControllers",
            "policyUrl",
            "services",
            "sensitive",
            "spiCat");

    private static final List<String> KANTARA_CONTROLLER =
            List.of("piiController", "contact", "address", "email", "phone");

    private static final List<String> KANTARA_PURPOSE = List.of(
            "purpose",
            "purposeCategory",
            "consentType",
            "piiCategory",
            "primaryPurpose",
            "termination",
            "thirdPartyDisclosure");

    /** What the verifier compares, in which receipt. */
    private static final List<String> PLACES = List.of(
            ".iso27560.json /record_id",
            ".iso27560.json /pii_principal_id",
            ".iso27560.json /privacy_notice",
            ".iso27560.json /language",
            ".iso27560.json /party_identification/0/party_id",
            ".iso27560.json /event/0/event_time",
            ".iso27560.json /event/1/event_time",
            ".iso27560.json /proof/hash",
            ".iso27560.json /proof/index",
            ".kantara.json /consentReceiptID",
            ".kantara.json /piiPrincipalId",
            ".kantara.json /policyUrl",
            ".kantara.json /language",
            ".kantara.json /consentTimestamp",
            ".kantara.json /proof/consent",
            ".dpv.jsonld /dct:identifier",
            ".dpv.jsonld /dpv:hasRecordOfActivity/dct:identifier",
            ".dpv.jsonld /dpv:hasRecordOfActivity/dpv:hasDataSubject/dct:identifier",
            ".dpv.jsonld /dpv:hasRecordOfActivity/dpv:hasNotice/dct:identifier",
            ".dpv.jsonld /dpv:hasRecordOfActivity/dpv:hasConsentStatus/0/dct:date",
            ".dpv.jsonld /dpv:hasRecordOfActivity/dpv:hasConsentStatus/1/dct:date",
            ".dpv.jsonld /proof/notice");

    private static final ObjectMapper WRITER =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private static final Random RANDOM = new Random(8);

    @TempDir
    private static Path folder;

    private static ConsentWorld world;
    private static Sequence sequence;
    private static ProofBundles bundles;
    private static Verifier verifier;
    private static String policy;

    @BeforeAll
    static void open() throws Exception {
        world = new ConsentWorld();
        sequence = world.sequence(folder);
        bundles = world.bundles();
        verifier = Verifier.compile(folder);
        granted(ConsentWorld.somebody());
        policy = new ReadLog(world.database).policy().orElseThrow();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static UUID granted(Identity identity) {
        var id = world.granted(identity).getFirst();
        sequence.run();
        return id;
    }

    private static ProofBundle bundle(UUID consent) {
        var reader = new ProofBundles.Reader((c, fields) -> false, ids -> Map.of(world.seller, "X Education"));
        return world.inTx(tx -> bundles.make(tx, Set.of(consent), reader)).orElseThrow();
    }

    private static JsonNode json(ProofBundle bundle, String name) throws IOException {
        return new ObjectMapper().readTree(bundle.text(name));
    }

    private static void has(JsonNode object, List<String> names) {
        for (var name : names) {
            assertThat(object.hasNonNull(name)).as(name).isTrue();
            if (object.path(name).isTextual()) {
                assertThat(object.path(name).asText()).as(name).isNotEmpty();
            }
        }
    }

    @Test
    void eachHasWhatItsStandardRequires() throws IOException {
        var identity = ConsentWorld.somebody();
        var id = granted(identity);
        var bundle = bundle(id);
        var iso = json(bundle, "receipts/" + id + ".iso27560.json");
        has(iso, ISO_RECORD);
        has(iso.path("purposes").path(0), ISO_PURPOSE);
        has(iso.path("party_identification").path(0), ISO_PARTY);
        has(iso.path("event").path(0), ISO_EVENT);
        assertThat(iso.path("event").path(0).path("event_state").asText()).isEqualTo("consent_given");
        var kantara = json(bundle, "receipts/" + id + ".kantara.json");
        has(kantara, KANTARA);
        assertThat(kantara.path("version").asText()).isEqualTo("KI-CR-v1.1.0");
        assertThat(kantara.path("consentTimestamp").asLong()).isEqualTo(ConsentWorld.GRANTED.getEpochSecond());
        has(kantara.path("piiControllers").path(0), KANTARA_CONTROLLER);
        has(kantara.path("services").path(0).path("purposes").path(0), KANTARA_PURPOSE);
        var dpv = json(bundle, "receipts/" + id + ".dpv.jsonld");
        assertThat(dpv.path("@type").asText()).isEqualTo("dpv:ConsentReceipt");
        assertThat(dpv.path("@context").path("dpv").asText()).isEqualTo("https://w3id.org/dpv#");
        has(
                dpv.path("dpv:hasRecordOfActivity"),
                List.of(
                        "dpv:hasDataSubject",
                        "dpv:hasDataController",
                        "dpv:hasNotice",
                        "dpv:hasProcess",
                        "dpv:hasLegalBasis"));
        for (var receipt : List.of(iso, kantara, dpv)) {
            assertThat(receipt.path("proof").path("hash").asText()).hasSize(64);
            assertThat(receipt.toString()).contains(Objects.requireNonNull(identity.phoneE164()));
        }
        assertThat(verifier.verify(bundle.zip(), policy)).as(verifier.said()).isZero();
        assertThat(verifier.said()).contains("ok       receipts   3 receipts say what was logged", "no seller signed");
        assertThat(bundle(id).files().keySet()).isEqualTo(bundle.files().keySet());
    }

    @Test
    void aReceiptThatSaysSomethingElseIsFound() throws IOException {
        var id = granted(new Identity("+12135559001", null));
        world.inTx(tx -> {
            var locked = world.consents.lock(tx, List.of(id));
            world.consents.record(
                    tx, List.of(Event.of(id, "consent.revoked", Map.of("channel", "phone"))), locked, ConsentWorld.NOW);
            return tx;
        });
        sequence.run();
        var files = bundle(id).files();
        for (var place : PLACES) {
            var name = "receipts/" + id + place.substring(0, place.indexOf(' '));
            var pointer = place.substring(place.indexOf(' ') + 1);
            var json = WRITER.readTree(Objects.requireNonNull(files.get(name)));
            assertThat(json.at(pointer).isMissingNode()).as(place).isFalse();
            var field = pointer.substring(pointer.lastIndexOf('/') + 1);
            var parent = (ObjectNode) json.at(pointer.substring(0, pointer.lastIndexOf('/')));
            if (parent.path(field).isNumber())
                parent.put(field, parent.path(field).asLong() + 1);
            else parent.put(field, parent.path(field).asText() + "0");
            byte[] changed = WRITER.writeValueAsBytes(WRITER.convertValue(json, Object.class));
            assertThat(verifier.verify(forged(files, name, changed), policy))
                    .as(place)
                    .isEqualTo(1);
            assertThat(verifier.said()).as(place).contains("ok       container", "failed   receipts");
        }
    }

    @Test
    void ofAnErasedPersonNothingPersonalIsLeft() {
        var id = granted(new Identity("+12135559002", "canary@example.com"));
        var person = world.consent(id).subjectId();
        world.inTx(tx -> tx.run("delete from consent.subject where id = $1", person));
        var bundle = bundle(id);
        assertThat(new String(bundle.zip(), UTF_8)).doesNotContain("12135559002", "canary", "Abbott", "198.51.100.7");
        assertThat(bundle.text("receipts/" + id + ".kantara.json")).contains("\"piiPrincipalId\":\"not disclosed\"");
        assertThat(verifier.verify(bundle.zip(), policy)).isEqualTo(2);
        assertThat(verifier.said()).contains("ok       receipts");
    }

    @Test
    void whatASellerSignedIsHeldAgainstItsKey() {
        var signer = new Signer();
        var id = signed(signer, "\"@method\": POST");
        var other = signed(signer, "\"@method\": POST");
        var files = bundle(id).files();
        assertThat(verifier.verify(verifier.zip(files), policy))
                .as(verifier.said())
                .isZero();
        assertThat(verifier.said()).contains("ok       submitted  signed by the seller's key " + signer.id());
        var keys = world.inTx(tx -> tx.rows(
                "select 1 from consent.event where type = 'key.registered' and convert_from(leaf, 'UTF8') like $1",
                "%" + signer.id() + "%"));
        assertThat(keys).hasSize(1);
        assertThat(bundle(other).files().keySet()).anyMatch(n -> n.startsWith("submissions/"));

        var name = files.keySet().stream()
                .filter(n -> n.startsWith("submissions/"))
                .findFirst()
                .orElseThrow();
        byte[] submission = Objects.requireNonNull(files.get(name));
        for (int i = 0; i < 60; i++) {
            byte[] changed = submission.clone();
            changed[RANDOM.nextInt(changed.length)] ^= (byte) (1 << RANDOM.nextInt(7));
            assertThat(verifier.verify(forged(files, name, changed), policy)).isEqualTo(1);
            assertThat(verifier.said()).contains("ok       container", "failed   submitted");
        }
    }

    @Test
    void aSignatureThatIsNotTheSellersIsNotValid() {
        var signer = new Signer();
        var lies = signed(signer, "signed", "never signed");
        assertThat(verifier.verify(bundle(lies).zip(), policy)).isEqualTo(1);
        assertThat(verifier.said()).contains("failed   submitted  a forged signature of the seller");
    }

    private static UUID signed(Signer signer, String text) {
        return signed(signer, text, text);
    }

    /** A grant handed in with a signature over one text that is kept with another. */
    private static UUID signed(Signer signer, String text, String kept) {
        var id = world.inTx(tx -> {
            var identity = ConsentWorld.somebody();
            var person = world.subjects
                    .resolve(tx, List.of(identity), ConsentWorld.NOW)
                    .getFirst();
            var submission = new Submissions()
                    .add(
                            tx,
                            new Submission(world.seller, signer.id(), signer.publicKey(), kept, signer.sign(text)),
                            ConsentWorld.NOW);
            return world.consents
                    .grant(tx, List.of(world.grant(person, identity)), submission, ConsentWorld.NOW, () -> {})
                    .getFirst();
        });
        sequence.run();
        return id;
    }

    private static byte[] forged(Map<String, byte[]> files, String name, byte[] content) {
        var forged = new TreeMap<>(files);
        forged.put(name, content);
        String manifest = new String(Objects.requireNonNull(files.get("manifest.json")), UTF_8)
                .replace(listed(name, Objects.requireNonNull(files.get(name))), listed(name, content));
        forged.put("manifest.json", manifest.getBytes(UTF_8));
        return verifier.zip(forged);
    }

    private static String listed(String name, byte[] content) {
        return "\"" + name + "\":\"" + Digest.sha256(content).hex() + "\"";
    }
}
