package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.AccountKind;
import dev.galena.billing.AccountState;
import dev.galena.billing.BookFormat;
import dev.galena.billing.Entries;
import dev.galena.billing.Entry;
import dev.galena.billing.ExportLedger;
import dev.galena.billing.LedgerProof;
import dev.galena.billing.Money;
import dev.galena.billing.ProveLedger;
import dev.galena.billing.ReadLedger;
import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator's view of the ledger: does it add up, what is in it, and all of it to take away. */
final class LedgerRoutes {

    private final ReadLedger readLedger;
    private final ProveLedger proveLedger;
    private final ExportLedger exportLedger;

    LedgerRoutes(ReadLedger readLedger, ProveLedger proveLedger, ExportLedger exportLedger) {
        this.readLedger = readLedger;
        this.proveLedger = proveLedger;
        this.exportLedger = exportLedger;
    }

    Answer proof(Call call) {
        return Answer.ok(json(
                proveLedger.prove(call.query("recompute").map("true"::equals).orElse(false))));
    }

    Answer accounts(Call call) {
        var wanted = new ReadLedger.Wanted(
                call.query("party").map(LedgerRoutes::party).orElse(null),
                call.query("kind")
                        .map(k -> AccountKind.valueOf(k.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                call.query("currency").map(LedgerRoutes::currency).orElse(null));
        return Answer.page(call, readLedger.accounts(wanted, call.page(ReadLedger.ORDER)), LedgerRoutes::json);
    }

    /** A party that does not exist has no accounts. */
    private static UUID party(String text) {
        return Id.parse("pty", text).orElseGet(() -> new UUID(0, 0));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("/currency", "not of ISO 4217").thrown();
        }
    }

    Answer account(Call call) {
        return Answer.ok(json(find(call)));
    }

    Answer postings(Call call) {
        var page = call.page(Entries.ORDER);
        return Answer.page(call, readLedger.postings(find(call).account(), page), LedgerRoutes::json);
    }

    private AccountState find(Call call) {
        return readLedger
                .account(call.id(0, "acc"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Written to a file first, so that no slow reader holds the snapshot. */
    Answer export(Call call) {
        var format = BookFormat.valueOf(call.query("format").orElseThrow().toUpperCase(Locale.ROOT));
        try {
            Path file = Files.createTempFile("galena-ledger", null);
            try {
                try (var out = Files.newBufferedWriter(file, UTF_8)) {
                    exportLedger.write(format, out);
                }
                call.response()
                        .putHeader("Content-Type", "text/plain; charset=utf-8")
                        .putHeader("Content-Disposition", "attachment; filename=\"ledger." + suffix(format) + "\"")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .sendFile(file.toString())
                        .await();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.streaming();
    }

    private static String suffix(BookFormat format) {
        return switch (format) {
            case HLEDGER -> "journal";
            case BEANCOUNT -> "beancount";
        };
    }

    private static JsonObject json(LedgerProof proof) {
        var sums = new JsonArray();
        for (var sum : proof.sums()) {
            sums.add(JsonObject.of("accounts", sum.accounts(), "sum", json(sum.sum()), "waiting", json(sum.waiting())));
        }
        var json = JsonObject.of(
                "at",
                proof.at().toString(),
                "sound",
                proof.sound(),
                "sums",
                sums,
                "waiting_deltas",
                proof.waiting(),
                "oldest_delta",
                text(proof.oldest()),
                "journals",
                proof.journals(),
                "transfers",
                proof.transfers(),
                "open_holds",
                proof.openHolds(),
                "frozen_accounts",
                proof.frozenAccounts(),
                "unmatched_lines",
                proof.unmatched());
        if (proof.breaches() != null) json.put("breaches", new JsonArray(Objects.requireNonNull(proof.breaches())));
        return json;
    }

    private static JsonObject json(AccountState state) {
        var account = state.account();
        return JsonObject.of(
                "id", Id.text("acc", account.id()),
                "kind", account.kind().name().toLowerCase(Locale.ROOT),
                "detail", account.detail(),
                "party", account.partyId() == null ? null : Id.text("pty", account.partyId()),
                "balance", json(state.balance()),
                "held", json(state.held()),
                "floor", state.floor() == null ? null : json(state.floor()),
                "credit_limit", json(state.credit()),
                "frozen", state.frozen());
    }

    private static JsonObject json(Entry entry) {
        return JsonObject.of(
                "id", Id.text("txn", entry.journalId()),
                "line", entry.line(),
                "kind", entry.kind(),
                "ref", entry.ref().toString(),
                "at", entry.at().toString(),
                "amount", json(entry.amount()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
