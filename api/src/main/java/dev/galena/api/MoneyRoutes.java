package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.CONTACTS_READ;
import static dev.galena.market.party.Scope.LEADS_WRITE;
import static dev.galena.market.party.Scope.LISTINGS_READ;
import static dev.galena.market.party.Scope.MONEY_ADMIN;
import static dev.galena.market.party.Scope.PURCHASES_READ;
import static dev.galena.market.party.Scope.PURCHASES_WRITE;
import static dev.galena.market.party.Scope.RETURNS_READ;
import static dev.galena.market.party.Scope.RETURNS_WRITE;
import static dev.galena.market.party.Scope.WALLET_READ;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import dev.galena.market.purchase.PurchaseDesk;
import java.util.List;

/** The paths of purchases and money: the second page of {@link Routes}. */
final class MoneyRoutes {

    private MoneyRoutes() {}

    static List<Route> of(Marketplace market, PurchaseDesk desk) {
        var purchases = new PurchaseRoutes(
                new PurchaseRequests(market.verticals),
                desk,
                market.readPurchases,
                market.revealContact,
                market.quoteLeads);
        var deals = new DealRoutes(
                market.publishDeals,
                market.readDeals,
                market.priceRules,
                market.askPrice,
                market.verticals,
                market.clock);
        var returns = new ReturnRoutes(
                market.requestReturn,
                market.decideReturn,
                market.changeLevel,
                market.readReturns,
                market.setReserve,
                market.oncePerKey);
        var wallets = new WalletRoutes(
                market.treasury.readAccounts, market.treasury.wallets, market.oncePerKey, market.clock);
        var ledger =
                new LedgerRoutes(market.treasury.readLedger, market.treasury.proveLedger, market.treasury.exportLedger);
        var accounts = new AccountRoutes(
                market.treasury.creditLines, market.treasury.freezes, market.oncePerKey, market.clock);
        return List.of(
                // ── purchases ──
                route(POST, "/v1/purchases", may(PURCHASES_WRITE, BUYER), composed(purchases::buy)),
                route(POST, "/v1/purchases/quote", may(PURCHASES_READ, BUYER), direct(purchases::quote)),
                route(GET, "/v1/purchases", may(PURCHASES_READ, BUYER), direct(purchases::list)),
                route(GET, "/v1/purchases/{id}", may(PURCHASES_READ, BUYER), direct(purchases::one)),
                route(GET, "/v1/purchases/{id}/contact", may(CONTACTS_READ, BUYER), direct(purchases::contact)),

                // ── prices ──
                route(GET, "/v1/parties/{id}/fees", may(MONEY_ADMIN, OPERATOR), direct(deals::fees)),
                route(GET, "/v1/parties/{id}/prices", may(MONEY_ADMIN, OPERATOR), direct(deals::prices)),
                route(POST, "/v1/parties/{id}/fees", may(MONEY_ADMIN, OPERATOR), direct(deals::fee)),
                route(POST, "/v1/parties/{id}/prices", may(MONEY_ADMIN, OPERATOR), direct(deals::price)),
                route(
                        GET,
                        "/v1/verticals/{code}/price-rule",
                        may(LISTINGS_READ, BUYER, SELLER, OPERATOR),
                        direct(deals::rule)),
                route(POST, "/v1/verticals/{code}/price-rule", may(MONEY_ADMIN, OPERATOR), direct(deals::publishRule)),
                route(POST, "/v1/leads/{id}/ask", may(LEADS_WRITE, SELLER), direct(deals::ask)),

                // ── after the sale ──
                route(GET, "/v1/sales/{id}/level", may(RETURNS_READ, BUYER, SELLER, OPERATOR), direct(returns::sale)),
                route(POST, "/v1/sales/{id}/returns", may(RETURNS_WRITE, BUYER, OPERATOR), direct(returns::request)),
                route(
                        POST,
                        "/v1/sales/{id}/level",
                        may(RETURNS_WRITE, BUYER, SELLER, OPERATOR),
                        direct(returns::level)),
                route(GET, "/v1/returns", may(RETURNS_READ, BUYER, SELLER, OPERATOR), direct(returns::list)),
                route(GET, "/v1/returns/{id}", may(RETURNS_READ, BUYER, SELLER, OPERATOR), direct(returns::one)),
                route(POST, "/v1/returns/{id}/decision", may(RETURNS_WRITE, SELLER, OPERATOR), direct(returns::decide)),
                route(GET, "/v1/parties/{id}/reserve", may(MONEY_ADMIN, OPERATOR), direct(returns::readReserve)),
                route(POST, "/v1/parties/{id}/reserve", may(MONEY_ADMIN, OPERATOR), direct(returns::reserve)),
                route(GET, "/v1/wallet", may(WALLET_READ, BUYER, SELLER), composed(wallets::wallet)),
                route(GET, "/v1/transactions", may(WALLET_READ, BUYER, SELLER), direct(wallets::transactions)),
                route(POST, "/v1/parties/{id}/wallet/credits", may(MONEY_ADMIN, OPERATOR), direct(wallets::credit)),
                // ── the ledger ──
                route(GET, "/v1/ledger/proof", may(MONEY_ADMIN, OPERATOR), direct(ledger::proof)),
                route(GET, "/v1/ledger/export", may(MONEY_ADMIN, OPERATOR), direct(ledger::export)),
                route(GET, "/v1/ledger/accounts", may(MONEY_ADMIN, OPERATOR), direct(ledger::accounts)),
                route(GET, "/v1/ledger/accounts/{id}", may(MONEY_ADMIN, OPERATOR), direct(ledger::account)),
                route(GET, "/v1/ledger/accounts/{id}/postings", may(MONEY_ADMIN, OPERATOR), direct(ledger::postings)),
                route(POST, "/v1/parties/{id}/credit-line", may(MONEY_ADMIN, OPERATOR), direct(accounts::creditLine)),
                route(POST, "/v1/parties/{id}/freeze", may(MONEY_ADMIN, OPERATOR), direct(accounts::freeze)),
                route(POST, "/v1/parties/{id}/unfreeze", may(MONEY_ADMIN, OPERATOR), direct(accounts::unfreeze)));
    }
}
