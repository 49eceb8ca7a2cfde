package dev.galena.bench;

import dev.galena.bench.Inventory.Buyer;
import dev.galena.bench.Inventory.Lead;
import dev.galena.db.Id;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Purchases to make, each once: every slot of every lead in turn, all leads once before any a second time, and never one
 * lead twice by one buyer.
 */
final class Stream {

    /** One purchase of one lead. */
    record Deal(Buyer buyer, Lead lead, String key) {

        byte[] http() {
            String body = "{\"listing\":\"" + Id.text("lead", lead.id()) + "\"}";
            return ("POST /v1/purchases HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + buyer.key()
                            + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final int STRIDE = 7_919;

    private final List<Buyer> buyers;
    private final List<Lead> leads;
    private final int slots;
    private final String keys;
    private final AtomicLong next = new AtomicLong();

    Stream(List<Buyer> buyers, List<Lead> leads, int slots) {
        this(buyers, leads, slots, "bench-");
    }

    Stream(List<Buyer> buyers, List<Lead> leads, int slots, String keys) {
        this.keys = keys;
        if (slots > buyers.size()) throw new IllegalArgumentException("more slots than buyers");
        this.buyers = buyers;
        this.leads = leads;
        this.slots = slots;
    }

    Deal next() {
        long n = next.getAndIncrement();
        if (n >= (long) slots * leads.size())
            throw new IllegalStateException("all " + n + " are sold: give --leads more");
        int round = (int) (n / leads.size());
        long place = n % leads.size();
        // Leads in scattered order, as buyers would pick them.
        Lead lead = leads.get((int) (place * STRIDE % leads.size()));
        Buyer buyer = buyers.get((int) ((place * 31 + round) % buyers.size()));
        return new Deal(buyer, lead, keys + n);
    }

    long taken() {
        return next.get();
    }
}
