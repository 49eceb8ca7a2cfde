package dev.galena.api;

import dev.galena.consent.Channel;
import dev.galena.db.Id;
import dev.galena.market.lead.Contact;
import dev.galena.market.trail.Dossier;
import dev.galena.market.trail.Trail;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is held of a person, on paper: everything the JSON has but the bytes of the proof. */
final class DossierPdf {

    private DossierPdf() {}

    static byte[] of(Dossier dossier) {
        try (var pdf = new TextPdf("What is held of " + Id.text("sub", dossier.subjectId()))) {
            pdf.heading("What is held of you");
            pdf.line("Your number here", Id.text("sub", dossier.subjectId()));
            pdf.line("Made at", dossier.at().toString());
            pdf.line("Requests of yours", String.valueOf(dossier.leads().size()));
            var erasure = dossier.erasure();
            if (erasure != null)
                pdf.line("Erasure", erasure.isErased() ? "erased" : "asked for, sealed until it may be");
            pdf.detail(
                    "Characters that this file's font lacks are written as their code points, such as [U+0645]; the JSON of"
                            + " the same export has them as they are.");
            dossier.leads().forEach(held -> held(pdf, held));
            return pdf.bytes();
        }
    }

    private static void held(TextPdf pdf, Dossier.Held held) {
        Trail trail = held.trail();
        var lead = trail.lead();
        pdf.heading("Request " + Id.text("lead", lead.id()));
        pdf.line("About", lead.vertical());
        pdf.line("Made", lead.generatedAt() + ", received " + lead.receivedAt());
        pdf.line("Came from", lead.seller().name() + ", source " + lead.source() + " " + lead.subs());
        contact(pdf, held.contact());
        pdf.line("State, ZIP code", held.state() + " " + held.zip());
        held.attributes().forEach(one -> pdf.line(one.getKey(), String.valueOf(one.getValue())));
        consent(pdf, trail);
        pdf.line("Handed to", count(trail.sales()));
        trail.sales().forEach(s -> pdf.detail(s.buyer().name() + ", " + s.soldAt() + ", judged by " + s.ruleSet()));
        pdf.line("Seen or taken by", count(trail.accesses()));
        trail.accesses()
                .forEach(a -> pdf.detail(a.party().name() + ", " + a.at() + ", " + a.action()
                        + (a.purpose() == null ? "" : ", for: " + a.purpose())));
        pdf.line("Withdrawals", count(trail.consent().revocations()));
        trail.consent().revocations().forEach(r -> pdf.detail(r.effectiveAt() + ", by " + r.channel()));
    }

    private static void contact(TextPdf pdf, @Nullable Contact contact) {
        if (contact == null) {
            pdf.line("Contact", "erased");
            return;
        }
        given(pdf, "First name", contact.firstName());
        given(pdf, "Last name", contact.lastName());
        given(pdf, "E-mail", contact.email());
        given(pdf, "Telephone", contact.phone());
        given(pdf, "Street", contact.street());
        given(pdf, "City", contact.city());
    }

    private static void consent(TextPdf pdf, Trail trail) {
        var history = trail.consent();
        pdf.line("You agreed", history.consent().grantedAt().toString());
        pdf.line(
                "To be reached by",
                history.consent().channels().stream()
                        .map(Channel::code)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        pdf.line(
                "You were shown (" + history.notice().language() + ")",
                history.notice().text());
        var captured = history.captured();
        if (captured != null) {
            given(pdf, "Name given", captured.name());
            given(pdf, "On the page", captured.pageUrl());
            given(pdf, "From the address", captured.ip());
            given(pdf, "With the browser", captured.userAgent());
            given(pdf, "By", captured.act());
            captured.certificates().forEach(c -> pdf.line("Certificate", c));
        }
        pdf.line("On record since then", count(history.events()));
        history.events().forEach(e -> pdf.detail(e.seq() + "  " + e.at() + "  " + e.type()));
    }

    private static void given(TextPdf pdf, String label, @Nullable String value) {
        if (value != null) pdf.line(label, value);
    }

    private static String count(Collection<?> all) {
        return all.isEmpty() ? "nobody and nothing" : Integer.toString(all.size());
    }
}
