package dev.galena.market.returns;

import dev.galena.consent.Consents;
import dev.galena.db.Tx;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether our own records decide a return. They may say yes, never no: what they do not know the seller may. Nothing counts that the
 * buyer himself has written.
 */
public final class OwnRecords {

    private static final String EARLIER = """
            select o.id from market.sale s join market.sale o on o.buyer_id = s.buyer_id and o.subject_id = s.subject_id
            where s.id = $1 and o.id <> s.id and (o.sold_at, o.id) < (s.sold_at, s.id)
            order by o.sold_at desc, o.id desc limit 1""";

    /** Of the same lead, whoever bought it: what was wrong with it is wrong with it. Decided by people. */
    private static final String RETURNED = """
            select r.id from market.sale_return r
            where r.lead_id = $1 and r.state = 'accepted' and r.reason = $2 and r.buyer_id <> $3 and r.evidence_kind is null
            order by r.decided_at, r.id limit 1""";

    private final Consents consents;

    public OwnRecords(Consents consents) {
        this.consents = consents;
    }

    Optional<Evidence> about(Tx tx, SoldLead sold, ReturnReason reason) {
        return switch (reason) {
            case DUPLICATE -> found(Evidence.Kind.EARLIER_SALE, first(tx, EARLIER, sold.id()));
            case NO_CONSENT, DENIES_REQUEST ->
                found(
                        Evidence.Kind.WITHDRAWN_BEFORE,
                        consents.withdrawnBefore(tx, consent(tx, sold), sold.soldAt(), sold.buyer()));
            case WRONG_NUMBER, FAKE_IDENTITY, MINOR, DECEASED ->
                found(Evidence.Kind.RETURNED_BEFORE, first(tx, RETURNED, sold.lead(), reason.code(), sold.buyer()));
            case OUTSIDE_FILTER, WRONG_VERTICAL, FALSE_CLAIM -> Optional.empty();
        };
    }

    private static UUID consent(Tx tx, SoldLead sold) {
        return first(tx, "select consent_id from market.sale where id = $1", sold.id())
                .orElseThrow();
    }

    private static Optional<Evidence> found(Evidence.Kind kind, Optional<UUID> id) {
        return id.map(known -> new Evidence(kind, known));
    }

    private static Optional<UUID> first(Tx tx, String sql, Object... args) {
        return tx.rows(sql, args).stream().map(row -> row.getUUID(0)).findFirst();
    }
}
