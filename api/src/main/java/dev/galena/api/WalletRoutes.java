package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.BuyerBalance;
import dev.galena.billing.Credit;
import dev.galena.billing.CreditOutcome;
import dev.galena.billing.Entries;
import dev.galena.billing.Entry;
import dev.galena.billing.Money;
import dev.galena.billing.ReadAccounts;
import dev.galena.billing.Wallets;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a party has, how it came about, and the operator's credits. */
final class WalletRoutes {

    private static final String CREDIT = "wallet-credit";

    private final ReadAccounts readAccounts;
    private final Wallets wallets;
    private final OncePerKey oncePerKey;
    private final InstantSource clock;
    private final Parties parties = new Parties();

    WalletRoutes(ReadAccounts readAccounts, Wallets wallets, OncePerKey oncePerKey, InstantSource clock) {
        this.readAccounts = readAccounts;
        this.wallets = wallets;
        this.oncePerKey = oncePerKey;
        this.clock = clock;
    }

    Future<Answer> wallet(Call call) {
        Party party = call.caller().party();
        Map<String, Future<Money>> balances = new LinkedHashMap<>();
        if (party.is(Role.SELLER)) {
            balances.put("pending", balance(party, AccountKind.SELLER_PENDING));
            balances.put("payable", balance(party, AccountKind.SELLER_PAYABLE));
            balances.put("reserve", balance(party, AccountKind.SELLER_RESERVE));
        }
        Future<JsonObject> buyers = party.is(Role.BUYER)
                ? readAccounts.buyer(party.id(), party.currency()).map(balance -> json(balance))
                : Future.succeededFuture(new JsonObject());
        return buyers.compose(json -> Future.all(List.copyOf(balances.values())).map(read -> {
            balances.forEach((name, balance) -> json.put(name, json(balance.result())));
            return Answer.ok(json);
        }));
    }

    private static JsonObject json(BuyerBalance balance) {
        return JsonObject.of(
                "wallet", json(balance.posted()),
                "held", json(balance.held()),
                "credit_line", json(balance.credit()),
                "owed", json(balance.owed()),
                "available", json(balance.available()));
    }

    private Future<Money> balance(Party party, AccountKind kind) {
        return readAccounts.balance(Account.of(party.id(), kind, party.currency()));
    }

    /** Of one account: a buyer's wallet, or what a seller has coming. */
    Answer transactions(Call call) {
        Party party = call.caller().party();
        AccountKind kind = call.query("account")
                .map(WalletRoutes::kind)
                .orElse(party.is(Role.BUYER) ? AccountKind.BUYER_WALLET : AccountKind.SELLER_PENDING);
        Account account = Account.of(party.id(), kind, party.currency());
        var page = call.page(Entries.ORDER);
        return Answer.page(call, readAccounts.entries(account, page), WalletRoutes::json);
    }

    private static AccountKind kind(String name) {
        return switch (name) {
            case "wallet" -> AccountKind.BUYER_WALLET;
            case "pending" -> AccountKind.SELLER_PENDING;
            case "payable" -> AccountKind.SELLER_PAYABLE;
            default -> throw new IllegalArgumentException("not in openapi.yaml: " + name);
        };
    }

    private static JsonObject json(Entry entry) {
        return JsonObject.of(
                "id", Id.text("txn", entry.journalId()),
                "line", entry.line(),
                "kind", entry.kind(),
                "purchase", entry.kind().equals("purchase") ? Id.text("pur", entry.ref()) : null,
                "at", entry.at().toString(),
                "amount", json(entry.amount()));
    }

    /** The operator puts money into a buyer's wallet. */
    Answer credit(Call call) {
        UUID buyer = call.id(0, "pty");
        var claim = new Claim(
                call.caller().partyId(),
                CREDIT,
                call.idempotencyKey(),
                Claim.hash(buyer, call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> credit(tx, buyer, call.body()))) {
            case Once.Done(var answer) -> answer(answer);
            case Once.Again(var answer) -> answer(answer).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private KeptAnswer credit(Tx tx, UUID buyer, JsonObject body) {
        Party party = parties.find(tx, buyer)
                .filter(p -> p.is(Role.BUYER))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        var money = body.getJsonObject("amount");
        if (!money.getString("currency").equals(party.currency().getCurrencyCode())) {
            var fault = new Fault("/amount/currency", "invalid", "the party's is " + party.currency());
            throw Problems.INVALID_REQUEST.because(List.of(fault)).thrown();
        }
        var source = Credit.Source.valueOf(body.getString("source").toUpperCase(Locale.ROOT));
        var credit = new Credit(Id.next(), buyer, new Money(money.getLong("amount"), party.currency()), source);
        if (!(wallets.credit(tx, credit, clock.instant())
                instanceof CreditOutcome.Credited(var journal, var balance))) {
            throw new IllegalStateException("a fresh ref was used before");
        }
        var json = JsonObject.of("id", Id.text("txn", journal), "balance", json(balance));
        return new KeptAnswer(201, json.encode().getBytes(UTF_8));
    }

    private static Answer answer(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
