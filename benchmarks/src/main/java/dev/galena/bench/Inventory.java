package dev.galena.bench;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Credit;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Wallets;
import dev.galena.consent.Notice;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.ApiKey;
import dev.galena.market.party.ApiKeys;
import dev.galena.market.party.KeyText;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Buyers with keys and full wallets, and leads to buy. */
final class Inventory {

    static final String NAME = "Northfield College";

    private static final Currency USD = Currency.getInstance("USD");
    private static final String NOTICE = """
            By ticking this box I agree that Northfield College may call and text me at the number I gave, also by automatic
            means. My consent is not a condition of any purchase.""";
    private static final int ROWS = 20_000;
    private static final int SELLERS = 20;
    private static final long FUNDS = 1_000_000_000_000L;

    /** Somebody who buys, and how the ledger knows him. */
    record Buyer(UUID id, UUID wallet, String key) {}

    /** Something to buy, and the account its seller is paid into. */
    record Lead(UUID id, UUID pending) {}

    private final Database database;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Verticals verticals = new Verticals();
    private final Notice notice = Notice.of("en", NOTICE);
    private final List<UUID> sellers = new ArrayList<>();

    Inventory(Database database) {
        this.database = database;
        new SeedVerticals(database, verticals, clock).run();
        database.inTx(tx -> {
            tx.run(
                    "insert into consent.notice (id, language, body, created_at) values ($1, 'en', $2, now())",
                    notice.id().bytes(),
                    notice.text());
            for (int i = 0; i < SELLERS; i++) {
                UUID id = party(tx, "Seller " + i, Role.SELLER);
                new Accounts().openSeller(tx, id, USD, clock.instant());
                sellers.add(id);
            }
            return true;
        });
    }

    Vertical vertical() {
        return verticals.current("education").orElseThrow();
    }

    UUID feeAccount() {
        return Account.platform(AccountKind.PLATFORM_FEE, USD).id();
    }

    List<Buyer> buyers(int count) {
        List<Buyer> buyers = new ArrayList<>(count);
        for (int from = 0; from < count; from += 1_000) {
            int size = Math.min(1_000, count - from);
            database.inTx(tx -> {
                for (int i = 0; i < size; i++) buyers.add(buyer(tx));
                return true;
            });
        }
        return buyers;
    }

    private Buyer buyer(Tx tx) {
        Instant now = clock.instant();
        UUID id = party(tx, NAME, Role.BUYER);
        new Accounts().openBuyer(tx, id, USD, now);
        new Wallets(new Accounts(), new Ledger())
                .credit(tx, new Credit(Id.next(), id, new Money(FUNDS, USD), Credit.Source.BANK), now);
        String text = KeyText.fresh(false, random);
        var key = new ApiKey(
                Id.next(), id, "bench", KeyText.prefix(text), Scope.of(Set.of(Role.BUYER)), now, null, null, null);
        new ApiKeys().add(tx, key, KeyText.hash(text));
        return new Buyer(id, Account.wallet(id, USD).id(), text);
    }

    private UUID party(Tx tx, String name, Role role) {
        UUID id = Id.next();
        new Parties().add(tx, new Party(id, name, Set.of(role), USD, ZoneOffset.UTC, false, clock.instant()));
        return id;
    }

    List<Lead> leads(int count, int slots) {
        String sql = resource("inventory.sql");
        List<Lead> leads = new ArrayList<>(count);
        UUID[] who = sellers.toArray(UUID[]::new);
        for (int from = 0; from < count; from += ROWS) {
            int size = Math.min(ROWS, count - from);
            database.inTx(tx -> tx.rows(
                            sql,
                            size,
                            who,
                            vertical().id(),
                            vertical().version(),
                            (short) slots,
                            notice.id().bytes()))
                    .forEach(row -> leads.add(new Lead(
                            row.getUUID(0),
                            Account.of(row.getUUID(1), AccountKind.SELLER_PENDING, USD)
                                    .id())));
        }
        return leads;
    }

    static String resource(String name) {
        try (InputStream in = Inventory.class.getResourceAsStream("/bench/" + name)) {
            if (in == null) throw new IllegalStateException("no resource " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
