package dev.galena.market.purchase;

import dev.galena.db.Database;

/** Somebody asks what a purchase would cost. */
public final class QuoteLeads {

    private final Database database;
    private final Quotes quotes;

    public QuoteLeads(Database database, Quotes quotes) {
        this.database = database;
        this.quotes = quotes;
    }

    /** What the purchase would come to now; its ids mean nothing. */
    public Outcome quote(Request request) {
        return database.read(tx -> quotes.quote(tx, request));
    }
}
