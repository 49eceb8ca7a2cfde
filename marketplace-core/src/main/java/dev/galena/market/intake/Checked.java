package dev.galena.market.intake;

import dev.galena.consent.Identity;
import dev.galena.market.lead.Contact;
import dev.galena.market.scoring.Score;
import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Vertical;
import java.util.List;

/** A lead that passed every check that needs no look at other leads, and its score. */
record Checked(
        long row,
        Identity identity,
        Contact contact,
        Facts facts,
        Vertical.Attributes attributes,
        Agreement agreement,
        List<String> subs,
        Score score) {}
