package dev.galena.billing.tax;

import dev.galena.db.Database;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The operator reads how supplies are taxed, and writes the next version. What was charged by an earlier one stays. */
public final class PublishVatRules {

    private final Database database;
    private final VatRuleBook book;
    private final SaveProfile standings;
    private final InstantSource clock;

    public PublishVatRules(Database database, VatRuleBook book, SaveProfile standings, InstantSource clock) {
        this.database = database;
        this.book = book;
        this.standings = standings;
        this.clock = clock;
    }

    /** The newest first, a hundred at most. */
    public List<VatRuleBook.Version> all() {
        return database.read(book::all);
    }

    /**
     * The next version; where its day is today everybody's standing follows at once, else when it has come. Nothing where it lies in
     * the past: documents were written by what was in force then.
     *
     * @param body rates and rules as {@code billing.vat_rules} has them
     */
    public Optional<VatRuleBook.Version> publish(LocalDate validFrom, JsonObject body) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is stored
        if (validFrom.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) return Optional.empty();
        var version = database.inTx(tx -> book.add(tx, validFrom, body, now).version());
        standings.review();
        return Optional.of(new VatRuleBook.Version(version, validFrom, body, now));
    }
}
