package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Gives people an account of their party. */
public final class InvitePeople {
    private final Database database;
    private final Users users;
    private final Passwords passwords;
    private final InstantSource clock;

    public InvitePeople(Database database, Users users, Passwords passwords, InstantSource clock) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** How it went. */
    public sealed interface Outcome {}

    /** With a first password, known to nobody else, to be handed over and changed. */
    public record Invited(User user, String password) implements Outcome {
        @Override
        public String toString() {
            return "Invited[" + user.id() + "]";
        }
    }

    /** Somebody has an account with this address. */
    public record AddressTaken() implements Outcome {}

    /** Too many passwords are being hashed at this moment. */
    public record Busy() implements Outcome {}

    /** Roles the party does not have would have no effect. */
    public Outcome invite(UUID partyId, String email, Set<Role> roles) {
        var given = passwords.fresh();
        var hash = passwords.hash(given);
        if (hash.isEmpty()) {
            return new Busy();
        }
        var user = new User(Id.next(), partyId, email.toLowerCase(Locale.ROOT), roles, clock.instant());
        boolean added = database.inTx(tx -> users.add(tx, user, hash.get()));
        return added ? new Invited(user, given) : new AddressTaken();
    }

    public Page.Slice<User> page(UUID partyId, Page page) {
        return database.read(tx -> users.of(tx, partyId, page));
    }
}
