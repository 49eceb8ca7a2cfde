package dev.galena.market.intake;

import dev.galena.consent.Consents;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.market.delivery.Events;
import dev.galena.market.lead.Contacts;
import dev.galena.market.lead.Leads;
import dev.galena.market.listing.Listings;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seller with one source, the seeded verticals, and intake on a database of its own. */
final class IntakeWorld implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String WORDS =
            "By clicking I agree that Northfield College may call and text me. Not a condition of purchase.";

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase db = TestDatabase.create(vertx, "consent", "billing", "market");
    final Verticals verticals = new Verticals();
    final UUID seller = Id.next();
    final MasterKey master = MasterKey.generate();
    final Subjects subjects = new Subjects(master);
    final Contacts contacts = new Contacts();
    final Leads leads = new Leads();
    final Intake intake;

    IntakeWorld() {
        this(Limits.DEFAULT);
    }

    IntakeWorld(Limits limits) {
        new SeedVerticals(database(), verticals, InstantSource.fixed(NOW)).run();
        execute("insert into market.party (id, name, roles, currency, test, created_at) values ('" + seller
                + "', 'X Education', '{seller}', 'XTS', true, now())");
        intake = intake(limits);
        intake.openSource().open(seller, "web");
    }

    /** One more process on the same database. */
    Intake intake(Limits limits) {
        return intake(limits, database());
    }

    Intake intake(Limits limits, Database database) {
        return Intake.of(
                new Intake.Needs(
                        database,
                        master,
                        subjects,
                        new Consents(subjects, new Notices()),
                        new RuleSets(),
                        verticals,
                        leads,
                        contacts,
                        new Listings(),
                        new Events(),
                        Disposable.builtIn(),
                        InstantSource.fixed(NOW)),
                limits);
    }

    Database database() {
        return db.database();
    }

    Vertical education() {
        return verticals.current("education").orElseThrow();
    }

    UploadBatch.Outcome upload(
            String source, String type, boolean dryRun, byte[] body, Map<String, @Nullable String> mapping) {
        return upload(source, type, dryRun, new ByteArrayInputStream(body), mapping);
    }

    UploadBatch.Outcome upload(
            String source, String type, boolean dryRun, InputStream body, Map<String, @Nullable String> mapping) {
        try {
            return intake.uploadBatch()
                    .upload(new UploadBatch.Request(seller, source, education(), dryRun, type, mapping), body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Uploads and works it off. */
    Batch run(byte[] csv) {
        return run("text/csv", false, csv, Map.of());
    }

    Batch run(String csv) {
        return run(csv.getBytes(StandardCharsets.UTF_8));
    }

    Batch run(String type, boolean dryRun, byte[] body, Map<String, @Nullable String> mapping) {
        var outcome = upload("web", type, dryRun, body, mapping);
        if (!(outcome instanceof UploadBatch.Outcome.Queued(UUID id))) throw new AssertionError(outcome);
        work(intake);
        return batch(id);
    }

    void work(Intake process) {
        try {
            process.runBatches().one(Id.next());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Batch batch(UUID id) {
        return intake.readBatches().find(seller, id).orElseThrow();
    }

    String rejects(Batch batch) {
        var csv = new StringBuilder();
        intake.readBatches().rejects(batch, csv::append);
        return csv.toString();
    }

    /** Codes of each rejected row. */
    Map<Long, List<String>> faults(Batch batch) {
        Map<Long, List<String>> faults = new HashMap<>();
        for (Row row : rows(
                "select row_number, errors::text from market.batch_reject where batch_id = '" + batch.id() + "'")) {
            List<String> codes = new ArrayList<>();
            new io.vertx.core.json.JsonArray(row.getString(1))
                    .forEach(o -> codes.add(((io.vertx.core.json.JsonObject) o).getString("code")));
            faults.put(row.getLong(0), codes);
        }
        return faults;
    }

    long count(String from) {
        return rows("select count(*) from " + from).getFirst().getLong(0);
    }

    List<Row> rows(String sql) {
        return database().inTx(tx -> tx.rows(sql));
    }

    void execute(String sql) {
        try (var connection = db.ownerConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static String head() {
        return "First Name,Last Name,Email,Phone,City,State,ZIP,Consent Text,Consent At,Consent Channels,Specialization\n";
    }

    static String line(int n) {
        return line("Ada,Baker" + n + ",ada" + n + "@example.com,(213) 555-%04d,Los Angeles,CA,90012".formatted(n));
    }

    static String line(String person) {
        return person + ",\"" + WORDS + "\",2026-11-20T10:00:00Z,call|sms,Finance\n";
    }

    static String file(int from, int to) {
        var csv = new StringBuilder(head());
        for (int n = from; n < to; n++) csv.append(line(n));
        return csv.toString();
    }

    @Override
    public void close() {
        db.close();
        vertx.close().await();
    }
}
