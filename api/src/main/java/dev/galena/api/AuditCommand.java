package dev.galena.api;

import dev.galena.consent.log.AuditLog;
import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Migrations;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;

/** {@code galena audit}: replays the log of consent and prints what is not as it was logged. Changes nothing. */
final class AuditCommand {
    private AuditCommand() {}

    /** 0: everything is as it was logged. 1: something is not. */
    static int run(Config config, PrintStream out) throws IOException {
        var server = config.database();
        if (server != null) return audit(config, server, out);
        try (var embedded = EmbeddedPostgres.start(config.data())) {
            return audit(config, embedded.owner(), out);
        }
    }

    private static int audit(Config config, DatabaseConfig owner, PrintStream out) {
        var vertx = Vertx.vertx();
        try (var database = Database.open(vertx, Migrations.migrate(owner, Migrations.SCHEMAS))) {
            var audited = new AuditLog(database, config.log()).run();
            audited.findings().forEach(out::println);
            out.println(audited.events() + " events replayed, "
                    + (audited.findings().isEmpty()
                            ? "everything is as it was logged"
                            : audited.findings().size() + " findings"));
            return audited.findings().isEmpty() ? 0 : 1;
        } finally {
            vertx.close().await();
        }
    }
}
