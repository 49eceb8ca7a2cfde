package dev.galena.market.intake;

import dev.galena.consent.Channel;
import dev.galena.consent.Identity;
import dev.galena.market.lead.Contact;
import dev.galena.market.scoring.Score;
import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Vertical.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that can be said of a lead by itself. Every fault is found, in this order: characters, telephone, e-mail, place, time,
 * fields of the vertical, consent. Safe for many threads at once.
 */
final class Checks {
    static final Duration SKEW_MAX = Duration.ofMinutes(5);
    private static final int NAME_MAX = 100;
    private static final int STREET_MAX = 200;
    private static final int SUB_MAX = 100;
    private static final List<Target> TARGETS = List.of(Target.values());
    private static final List<Target> SUBS = List.of(Target.SUB1, Target.SUB2, Target.SUB3, Target.SUB4, Target.SUB5);

    private final Vertical vertical;
    private final Source source;
    private final Reach reach;
    private final ConsentChecks consent;
    private final Map<String, Integer> fieldAt;

    /** {@code channelsAsked}: whether the file (or the request) speaks of channels at all. */
    Checks(Vertical vertical, Source source, Reach reach, boolean channelsAsked) {
        this.vertical = vertical;
        this.source = source;
        this.reach = reach;
        this.consent = new ConsentChecks(source.code(), channelsAsked);
        this.fieldAt = new HashMap<>();
        for (int i = 0; i < vertical.fields().size(); i++)
            fieldAt.put(vertical.fields().get(i).name(), i);
    }

    Verdict check(Draft draft, Instant now) {
        var faults = new ArrayList<Fault>(0);
        characters(draft, faults);
        String phone = phone(draft, faults);
        String email = email(draft, faults);
        Contact contact = contact(draft, phone, email, faults);
        String state = state(draft);
        String zip = zip(draft, state, faults);
        if (state == null
                && zip != null
                && draft.get(Target.STATE) == null
                && !Places.states(zip).isEmpty()) state = Places.states(zip).getFirst();
        place(draft, state, zip, faults);
        Instant generated = generated(draft, now, faults);
        Vertical.Attributes attributes = attributes(draft, faults);
        List<String> subs = subs(draft, faults);
        Agreement agreement = consent.check(draft, contact, subs, now, faults);
        if (!faults.isEmpty() || agreement == null || state == null || zip == null)
            return new Verdict.Faulty(faults, phone == null && email == null ? null : new Identity(phone, email));
        var facts = new Facts(
                attributes.all(),
                state,
                zip,
                source.alias(),
                Channel.bits(agreement.channels()),
                agreement.certified(),
                generated);
        Score score = Score.of(vertical, facts, now);
        return new Verdict.Sound(new Checked(
                draft.row(), new Identity(phone, email), contact, facts, attributes, agreement, subs, score));
    }

    /** NUL and U+FFFD: bytes that were no text in the encoding of the file. */
    private void characters(Draft draft, List<Fault> faults) {
        for (Target target : TARGETS)
            if (unreadable(draft.get(target))) faults.add(unreadableFault(target.fieldName()));
        for (int i = 0; i < vertical.fields().size(); i++)
            if (unreadable(draft.field(i)))
                faults.add(
                        unreadableFault(Target.ATTR + vertical.fields().get(i).name()));
    }

    private static boolean unreadable(@Nullable String value) {
        return value != null && (value.indexOf('\0') >= 0 || value.indexOf('\uFFFD') >= 0);
    }

    private static Fault unreadableFault(String field) {
        return new Fault("field-unreadable", field, "holds NUL, or bytes outside the encoding of the file");
    }

    private @Nullable String phone(Draft draft, List<Fault> faults) {
        String text = draft.get(Target.PHONE);
        if (text == null) {
            if (draft.get(Target.EMAIL) == null)
                faults.add(missing(Target.PHONE, "a telephone number or an e-mail address is needed"));
            return null;
        }
        String phone = reach.phones().e164(text);
        if (phone == null)
            faults.add(new Fault("invalid-phone", Target.PHONE.fieldName(), "not a telephone number in use"));
        return phone;
    }

    private @Nullable String email(Draft draft, List<Fault> faults) {
        String text = draft.get(Target.EMAIL);
        if (text == null) return null;
        String email = reach.emails().address(text);
        if (email == null) faults.add(new Fault("invalid-email", Target.EMAIL.fieldName(), "not an e-mail address"));
        else if (reach.disposable().has(email))
            faults.add(new Fault("disposable-email", Target.EMAIL.fieldName(), "a domain of throw-away addresses"));
        return email;
    }

    private static Contact contact(Draft draft, @Nullable String phone, @Nullable String email, List<Fault> faults) {
        return new Contact(
                limited(draft, Target.FIRST_NAME, NAME_MAX, faults),
                limited(draft, Target.LAST_NAME, NAME_MAX, faults),
                email,
                phone,
                limited(draft, Target.STREET, STREET_MAX, faults),
                limited(draft, Target.CITY, NAME_MAX, faults));
    }

    private static @Nullable String limited(Draft draft, Target target, int max, List<Fault> faults) {
        String text = draft.get(target);
        if (text != null && text.length() > max) faults.add(invalid(target, "longer than " + max + " characters"));
        return text;
    }

    private static @Nullable String state(Draft draft) {
        String text = draft.get(Target.STATE);
        return text == null ? null : Places.state(text);
    }

    private static @Nullable String zip(Draft draft, @Nullable String state, List<Fault> faults) {
        String text = draft.get(Target.ZIP);
        if (text == null) return null;
        String zip = Places.zip(text, state);
        if (zip == null) faults.add(invalid(Target.ZIP, "not a ZIP code"));
        return zip;
    }

    private static void place(Draft draft, @Nullable String state, @Nullable String zip, List<Fault> faults) {
        if (draft.get(Target.STATE) != null && state == null) faults.add(invalid(Target.STATE, "not a state"));
        else if (state == null) faults.add(missing(Target.STATE, "neither given nor to be had from the ZIP code"));
        if (draft.get(Target.ZIP) == null) faults.add(missing(Target.ZIP, "required"));
        if (state != null && zip != null && !Places.states(zip).contains(state))
            faults.add(
                    new Fault("state-zip-mismatch", Target.ZIP.fieldName(), "the ZIP code does not lie in the state"));
    }

    private static Instant generated(Draft draft, Instant now, List<Fault> faults) {
        String text = draft.get(Target.GENERATED_AT);
        if (text == null) return now;
        Instant time = Times.read(text);
        if (time == null) faults.add(invalid(Target.GENERATED_AT, "not a time"));
        else if (time.isAfter(now.plus(SKEW_MAX))) faults.add(invalid(Target.GENERATED_AT, "in the future"));
        return time == null || time.isAfter(now) ? now : time;
    }

    private Vertical.Attributes attributes(Draft draft, List<Fault> faults) {
        Vertical.Attributes read = vertical.read(name -> draft.field(fieldAt.getOrDefault(name, 0)));
        for (Remark error : read.errors())
            faults.add(new Fault(error.code(), Target.ATTR + error.field(), error.detail()));
        return read;
    }

    private static List<String> subs(Draft draft, List<Fault> faults) {
        List<String> subs = new ArrayList<>(SUBS.size());
        for (Target target : SUBS) {
            String text = limited(draft, target, SUB_MAX, faults);
            subs.add(text == null ? "" : text);
        }
        while (!subs.isEmpty() && subs.getLast().isEmpty()) subs.removeLast();
        return subs;
    }

    static Fault missing(Target target, String detail) {
        return new Fault("field-missing", target.fieldName(), detail);
    }

    static Fault invalid(Target target, String detail) {
        return new Fault("field-invalid", target.fieldName(), detail);
    }
}
