package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real input: an agency's batch made of real leads goes in by HTTP, a buyer finds and buys, a compliance officer
 * reads. Needs the material beside the repository (shared/); says so when it is absent.
 */
class MainJobSharedTest {
    private static final Path TOOL = Path.of("..", "..", "shared", "tools", "make_batch.py")
            .toAbsolutePath()
            .normalize();
    private static final String SELLER = "X Education";
    private static final String BUYER = "Northfield College";
    private static final String AUDITOR = "Open Eyes Audit";
    private static final Map<String, String> CODE_OF_DEFECT = Map.of(
            "phone", "invalid-phone",
            "email", "invalid-email",
            "no_consent", "consent-missing",
            "future_consent", "consent-in-future",
            "no_state", "field-missing");

    @TempDir
    Path temp;

    @Test
    void fromTheFileToTheTrail() throws Exception {
        if (!Files.exists(TOOL))
            System.out.println("SKIPPED: " + TOOL + " is absent, so there is no real batch to upload");
        assumeTrue(Files.exists(TOOL), () -> TOOL + " is absent, so there is no real batch to upload");
        Path csv = temp.resolve("batch.csv");
        int made = new ProcessBuilder("python3", TOOL.toString(), csv.toString(), "--seed", "1")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();

        try (var galena = new Galena(temp.resolve("data"))) {
            String batch = upload(galena, csv);
            compareWithWhatIsKnown(galena.get(SELLER, batch + "/rejects").body(), csv);
            String lead = buyExclusive(galena);
            buyShared(galena);
            readTrail(galena, lead);
        }
    }

    private static String upload(Galena galena, Path csv) throws Exception {
        var uploaded = galena.upload(SELLER, "/v1/batches?source=website&vertical=education", csv);
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(202);
        String batch = "/v1/batches/" + uploaded.json().getString("id");
        JsonObject now = galena.get(SELLER, batch).json();
        while (!"done".equals(now.getString("state"))) {
            assertThat(now.getString("state")).isIn("queued", "running");
            Thread.sleep(100);
            now = galena.get(SELLER, batch).json();
        }
        System.out.println("batch: " + now.getJsonObject("counts").encode());
        return batch;
    }

    private static void compareWithWhatIsKnown(String rejects, Path csv) throws Exception {
        Map<Integer, String> codes = new HashMap<>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(rejects)) {
            for (NamedCsvRecord row : rows)
                codes.put(Integer.parseInt(row.getField("x_row")), row.getField("error_code"));
        }
        int duplicates = 0;
        int found = 0;
        int excused = 0;
        Map<Integer, String> defects = new HashMap<>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord row : rows) {
                int n = Integer.parseInt(row.getField("x_row"));
                String code = codes.remove(n);
                String defect = row.getField("x_defect");
                if (!defect.isEmpty()) {
                    defects.put(n, defect);
                    assertThat(code.split(" \\| "))
                            .as("row %d: %s", n, defect)
                            .containsOnly(CODE_OF_DEFECT.get(defect));
                    continue;
                }
                String of = row.getField("x_duplicate_of");
                if (of.isEmpty()) {
                    assertThat(code).as("row %d is sound", n).isNull();
                    continue;
                }
                // The tool marks row 0 as its own duplicate; and where the original was rejected its repetition is the
                // first.
                if (of.equals(row.getField("x_row")) || defects.containsKey(Integer.parseInt(of))) {
                    excused++;
                    continue;
                }
                duplicates++;
                if ("duplicate".equals(code)) found++;
            }
        }
        System.out.printf(
                "defects %d, duplicates found %d of %d (%d of those marked had no accepted original)%n",
                defects.size(), found, duplicates, excused);
        assertThat(codes).as("rejected rows that are not in the file").isEmpty();
        assertThat(found).isEqualTo(duplicates);
    }

    private static String buyExclusive(Galena galena) throws Exception {
        var page = galena.get(
                BUYER,
                "/v1/listings?vertical=education&state=CA,NY&attr.specialization=Finance%20Management"
                        + "&score.gte=40&exclusive=true&sort=score&limit=10");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        JsonArray found = page.json().getJsonArray("data");
        assertThat(found).isNotEmpty();
        for (int i = 0; i < found.size(); i++) {
            JsonObject one = found.getJsonObject(i);
            assertThat(one.getString("state")).isIn("CA", "NY");
            assertThat(one.getInteger("score")).isGreaterThanOrEqualTo(40);
        }
        String lead = found.getJsonObject(0).getString("id");
        var bought =
                galena.post(BUYER, "/v1/purchases", "exclusive-1", JsonObject.of("listing", lead, "exclusive", true));
        assertThat(bought.status()).as(bought.body()).isEqualTo(201);
        var contact = galena.get(BUYER, "/v1/purchases/" + bought.json().getString("id") + "/contact");
        assertThat(contact.status()).as(contact.body()).isEqualTo(200);
        assertThat(contact.body()).contains("@example.").contains("+1");
        var again = galena.post("Harbor Institute", "/v1/purchases", "too-late", JsonObject.of("listing", lead));
        assertThat(again.status()).as(again.body()).isEqualTo(409);
        assertThat(again.body()).contains("lead-sold-out");
        return lead;
    }

    private static void buyShared(Galena galena) throws Exception {
        var order = JsonObject.of(
                "filter", JsonObject.of("vertical", "education", "state", List.of("TX", "FL", "IL")),
                "count", 50,
                "budget", JsonObject.of("amount", 400_000, "currency", "XTS"));
        var bought = galena.post(BUYER, "/v1/purchases", "shared-50", order);
        assertThat(bought.status()).as(bought.body()).isEqualTo(201);
        var contacts = galena.get(BUYER, "/v1/purchases/" + bought.json().getString("id") + "/contact");
        assertThat(contacts.status()).as(contacts.body()).isEqualTo(200);
        assertThat(contacts.body().split("\"email\"")).hasSize(51);
    }

    private static void readTrail(Galena galena, String lead) throws Exception {
        var trail = galena.get(AUDITOR, "/v1/leads/" + lead + "/trail?purpose=monthly%20sample");
        assertThat(trail.status()).as(trail.body()).isEqualTo(200);
        assertThat(trail.body())
                .contains("My consent is not a condition of any purchase") // the words
                .contains("granted_at") // the time
                .contains(BUYER) // the sale
                .contains("contact.revealed"); // the access
    }
}
