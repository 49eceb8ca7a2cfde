package dev.galena.market;

import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.market.party.EnrolAuthenticator;
import dev.galena.market.party.InvitePeople;
import dev.galena.market.party.LogIn;
import dev.galena.market.party.Passwords;
import dev.galena.market.party.SecondFactors;
import dev.galena.market.party.SecondStep;
import dev.galena.market.party.Sessions;
import dev.galena.market.party.Users;
import dev.galena.market.view.SaveViews;
import dev.galena.market.view.SavedViews;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The part of {@link Marketplace} for people at their desks: invited, logged in, with their lists as they like them. */
public final class People {
    public final InvitePeople invitePeople;
    public final LogIn logIn;
    public final EnrolAuthenticator enrolAuthenticator;
    public final SaveViews saveViews;

    People(
            Database database,
            MasterKey master,
            Users users,
            Passwords passwords,
            SecureRandom random,
            InstantSource clock) {
        var factors = new SecondFactors();
        var step = new SecondStep(factors, master);
        invitePeople = new InvitePeople(database, users, passwords, clock);
        logIn = new LogIn(database, users, new Sessions(), step, passwords, random, clock);
        enrolAuthenticator = new EnrolAuthenticator(database, users, factors, step, passwords, random, clock);
        saveViews = new SaveViews(database, new SavedViews(), clock);
    }
}
