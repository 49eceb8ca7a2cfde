package dev.galena.market.invoicing;

import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;
import dev.galena.billing.document.DraftLines;
import dev.galena.billing.document.Issuance;
import dev.galena.billing.document.Issuance.Issued;
import dev.galena.billing.document.IssueDocuments;
import dev.galena.billing.document.ReadDocuments;
import dev.galena.billing.mail.Outbox;
import dev.galena.billing.mail.ReviewMails;
import dev.galena.billing.tax.Profiles;
import dev.galena.billing.tax.PublishVatRules;
import dev.galena.billing.tax.SaveProfile;
import dev.galena.billing.tax.Standings;
import dev.galena.billing.tax.VatRuleBook;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import java.time.Duration;
import java.time.InstantSource;

/** The part of the market that is about paper alone. */
public final class Papers {

    /** By how much the clocks of processes and of the database may differ. */
    public static final Duration SKEW_MAX = Duration.ofSeconds(5);

    public final SaveProfile saveProfile;
    public final DraftLines lines;
    public final Issuance issuance;
    public final IssueDocuments issueDocuments;
    public final ReadDocuments readDocuments;
    public final NoteSales noteSales;
    public final ReviewMails reviewMails;
    public final PublishVatRules publishVatRules;

    public Papers(Database database, Accounts accounts, Ledger ledger, Events events, InstantSource clock) {
        var profiles = new Profiles();
        var rules = new VatRuleBook();
        lines = new DraftLines();
        saveProfile = new SaveProfile(database, profiles, rules, new Standings(), lines::profileChanged, clock);
        publishVatRules = new PublishVatRules(database, rules, saveProfile, clock);
        reviewMails = new ReviewMails(database, clock);
        var outbox = new Outbox();
        issuance = new Issuance(profiles, rules, accounts, ledger, (tx, issued) -> {
            events.add(tx, issued.stream().map(Papers::news).toList());
            outbox.add(tx, issued, clock.instant());
        });
        readDocuments = new ReadDocuments(database);
        var byKeys = database.again(own -> own.withPoolSize(2).throughIndexes());
        issueDocuments = new IssueDocuments(byKeys, issuance, clock);
        noteSales = new NoteSales(byKeys, lines, SKEW_MAX);
    }

    private static NewEvent news(Issued issued) {
        var document = issued.document();
        // Ids and numbers hold nothing that JSON would escape.
        var data = new Json(
                "{\"document\":\"" + Id.text("doc", document.id()) + "\",\"number\":\"" + document.number() + "\"}");
        return new NewEvent(Id.next(), issued.party(), document.kind().code() + ".issued", data, issued.at());
    }
}
