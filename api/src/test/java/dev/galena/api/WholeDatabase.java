package dev.galena.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.Consents;
import dev.galena.consent.History;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.market.lead.Contacts;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Everything in the database, as it lies there and as far as the master key opens it. */
final class WholeDatabase {
    private final OpenMarket market;

    WholeDatabase(OpenMarket market) {
        this.market = market;
    }

    /** Every table of every schema, copied out in the binary format: text as it is, bytea as raw bytes. */
    byte[] dump() throws SQLException, IOException {
        var out = new ByteArrayOutputStream();
        try (var owner = market.testDatabase.ownerConnection()) {
            var copy = owner.unwrap(PGConnection.class).getCopyAPI();
            for (var table : tables()) {
                out.write(('\n' + table + '\n').getBytes(US_ASCII));
                copy.copyOut("copy " + table + " to stdout (format binary)", out);
            }
        }
        return out.toByteArray();
    }

    List<String> tables() throws SQLException {
        var tables = new ArrayList<String>();
        try (var owner = market.testDatabase.ownerConnection();
                var found = owner.createStatement().executeQuery("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname not in ('pg_catalog', 'information_schema') order by 1""")) {
            while (found.next()) tables.add(found.getString(1));
        }
        return tables;
    }

    /** What is sealed under keys of people, opened with every key there is, sealed people's too. */
    String opened() {
        var subjects = new Subjects(market.master);
        var consents = new Consents(subjects, new Notices());
        var text = new StringBuilder();
        market.database.inTx(tx -> {
            var leads = tx.rows("select id, subject_id, consent_id from market.lead");
            var keys = subjects.keys(tx, leads.stream().map(r -> r.getUUID(1)).toList(), true);
            var sealed = new Contacts()
                    .find(tx, leads.stream().map(r -> r.getUUID(0)).toList());
            for (var lead : leads) {
                var key = keys.get(lead.getUUID(1));
                var contact = sealed.get(lead.getUUID(0));
                if (key != null && contact != null)
                    text.append(PurchaseRoutes.json(contact.open(key)).encode());
            }
            List<UUID> ids = leads.stream().map(r -> r.getUUID(2)).toList();
            for (History history : consents.history(tx, ids, true)) {
                history.events()
                        .forEach(e -> text.append(new JsonObject()
                                .put("v", e.opened().values().toString())
                                .encode()));
            }
            return tx;
        });
        return text.toString();
    }
}
