package dev.galena.market.trail;

import dev.galena.consent.Consents;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.Subjects;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.consent.Withdrawn;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says that a person withdraws. The operator's word ends everything the person agreed to; a party's ends what
 * concerns leads it sold or bought, so that nobody can empty another's inventory by guessing telephone numbers.
 */
public final class RecordRevocation {
    private final Database db;
    private final Subjects subjects;
    private final Consents consents;
    private final WithdrawConsent withdraw;
    private final InstantSource clock;
    private final Trails trails = new Trails();

    public RecordRevocation(
            Database db, Subjects subjects, Consents consents, WithdrawConsent withdraw, InstantSource clock) {
        this.db = db;
        this.subjects = subjects;
        this.consents = consents;
        this.withdraw = withdraw;
        this.clock = clock;
    }

    /** What a person takes back. */
    public sealed interface Of {}

    public record OfConsent(UUID consentId) implements Of {}

    /** The consent a lead came with. */
    public record OfLead(UUID leadId) implements Of {}

    public record OfPerson(Identity identity) implements Of {}

    /**
     * What was said, and by whom.
     *
     * @param claimedAt when the person said so; null: just now
     * @param channel how it reached us
     */
    public record Claim(Sight sight, Of of, @Nullable Instant claimedAt, String channel) {}

    /** {@code consents} ended just now; those that had ended before are not counted again. */
    public record Recorded(List<UUID> revocations, int consents) {}

    /** Nothing where there is nothing of this party's to withdraw. Repeating it is harmless. */
    public Optional<Recorded> record(Claim claim) {
        Instant claimedAt = claim.claimedAt == null ? clock.instant() : claim.claimedAt;
        List<Withdrawal.Target> targets = db.read(tx -> targets(tx, claim));
        List<Withdrawn> done = targets.stream()
                .map(t -> withdraw.withdraw(new Withdrawal(t, claimedAt, claim.channel, claim.sight.partyId())))
                .flatMap(Optional::stream)
                .toList();
        if (done.isEmpty()) return Optional.empty();
        return Optional.of(new Recorded(
                done.stream().flatMap(w -> w.revocationIds().stream()).toList(),
                done.stream().mapToInt(w -> w.consentIds().size()).sum()));
    }

    /** One that this party recorded, or that ended a consent within its sight. */
    public Optional<History.Revocation> one(Sight sight, UUID id) {
        return db.read(tx -> consents.revocation(tx, id)
                .filter(r -> sight.operator()
                        || r.recordedBy().equals(sight.partyId())
                        || !visible(tx, concerned(tx, r), sight).isEmpty()));
    }

    private List<UUID> concerned(Tx tx, History.Revocation revocation) {
        return revocation.consentId() == null
                ? consents.ofSubjects(tx, List.of(revocation.subjectId()))
                : List.of(revocation.consentId());
    }

    private List<Withdrawal.Target> targets(Tx tx, Claim claim) {
        return switch (claim.of) {
            case OfPerson(Identity identity) when claim.sight.operator() -> List.of(new Withdrawal.OfPerson(identity));
            case OfPerson(Identity identity) ->
                each(visible(tx, consents.ofSubjects(tx, subjects.findAll(tx, identity)), claim.sight));
            case OfConsent(UUID id) ->
                each(claim.sight.operator() ? List.of(id) : visible(tx, List.of(id), claim.sight));
            case OfLead(UUID id) ->
                each(trails.ofLeads(tx, List.of(id), claim.sight).stream()
                        .map(Trail.Origin::consentId)
                        .toList());
        };
    }

    private List<UUID> visible(Tx tx, List<UUID> consentIds, Sight sight) {
        return trails.visibleConsents(tx, consents.find(tx, consentIds).values(), sight);
    }

    private static List<Withdrawal.Target> each(Collection<UUID> consentIds) {
        return consentIds.stream()
                .<Withdrawal.Target>map(Withdrawal.OfConsent::new)
                .toList();
    }
}
