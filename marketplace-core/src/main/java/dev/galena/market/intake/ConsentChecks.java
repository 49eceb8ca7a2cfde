package dev.galena.market.intake;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Notice;
import dev.galena.market.lead.Contact;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Is there a consent, complete enough to be recorded? Whether it suffices for a buyer is asked when one comes. */
final class ConsentChecks {
    private static final int TEXT_MAX = Notice.CHARS_MAX;
    private static final int EVIDENCE_MAX = 2000;
    private static final String DEFAULT_LANGUAGE = "en";
    private static final Set<String> CERTIFICATE_HOSTS = Set.of("cert.trustedform.com");
    private static final Pattern LEADID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}");
    private static final Pattern IP =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]{2,39}(:\\d{1,3}(\\.\\d{1,3}){3})?");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;|/+]+");

    private final String sourceCode;
    private final boolean channelsAsked;
    /** The last good ones: most rows of a file have the same, and then share them in memory. */
    private volatile String words = "";

    ConsentChecks(String sourceCode, boolean channelsAsked) {
        this.sourceCode = sourceCode;
        this.channelsAsked = channelsAsked;
    }

    /** Null only when a fault was added. */
    @Nullable
    Agreement check(Draft draft, Contact contact, List<String> subs, Instant now, List<Fault> faults) {
        String text = text(draft, faults);
        Instant at = at(draft, now, faults);
        Set<Channel> channels = channels(draft, contact, faults);
        String language = language(draft, faults);
        String certificate = certificate(draft, faults);
        String page = evidence(draft, Target.CONSENT_PAGE, faults);
        String agent = evidence(draft, Target.CONSENT_AGENT, faults);
        String act = draft.get(Target.CONSENT_ACT);
        if (act != null && act.length() > Captured.VALUE_CHARS_MAX)
            faults.add(Checks.invalid(Target.CONSENT_ACT, "longer than " + Captured.VALUE_CHARS_MAX + " characters"));
        String ip = draft.get(Target.CONSENT_IP);
        if (ip != null && !IP.matcher(ip).matches()) faults.add(Checks.invalid(Target.CONSENT_IP, "not an IP address"));
        if (!faults.isEmpty() || text == null || at == null) return null;
        List<String> chain = new ArrayList<>(subs.size() + 1);
        chain.add(sourceCode);
        chain.addAll(subs);
        List<String> certificates = certificate == null ? List.of() : List.of(certificate);
        var captured = new Captured(contact.fullName().orElse(null), page, ip, agent, certificates, chain, act);
        return new Agreement(text, language, at, channels, certificate != null, captured);
    }

    private @Nullable String text(Draft draft, List<Fault> faults) {
        String text = draft.get(Target.CONSENT_TEXT);
        if (words.equals(text)) return words;
        if (text == null) faults.add(missing(Target.CONSENT_TEXT, "the words the person was shown"));
        else if (text.length() > TEXT_MAX)
            faults.add(Checks.invalid(Target.CONSENT_TEXT, "longer than " + TEXT_MAX + " characters"));
        else words = text;
        return text;
    }

    private static @Nullable Instant at(Draft draft, Instant now, List<Fault> faults) {
        String text = draft.get(Target.CONSENT_AT);
        if (text == null) {
            faults.add(missing(Target.CONSENT_AT, "when the person agreed"));
            return null;
        }
        Instant at = Times.read(text);
        if (at == null) faults.add(Checks.invalid(Target.CONSENT_AT, "not a time"));
        else if (at.isAfter(now.plus(Checks.SKEW_MAX)))
            faults.add(new Fault("consent-in-future", Target.CONSENT_AT.fieldName(), "nobody agrees tomorrow"));
        return at;
    }

    /** Where nothing is said of channels at all: a plain call or e-mail to what the person gave. */
    private Set<Channel> channels(Draft draft, Contact contact, List<Fault> faults) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        String text = draft.get(Target.CONSENT_CHANNELS);
        if (text == null) {
            if (channelsAsked) faults.add(missing(Target.CONSENT_CHANNELS, "no channel is agreed to"));
            if (contact.phone() != null) channels.add(Channel.CALL);
            if (contact.email() != null) channels.add(Channel.EMAIL);
            return channels;
        }
        for (String word : BETWEEN.split(text, -1)) {
            Channel channel = channel(word.toLowerCase(Locale.ROOT));
            if (channel != null) channels.add(channel);
            else if (!word.isEmpty()) {
                faults.add(Checks.invalid(
                        Target.CONSENT_CHANNELS, "call, autodialed, prerecorded, sms and email are known"));
                return channels;
            }
        }
        return channels;
    }

    private static @Nullable Channel channel(String word) {
        return switch (word) {
            case "call", "calls", "phone", "voice", "tel" -> Channel.CALL;
            case "autodialed", "autodialled", "autodial", "auto-dialed", "atds" -> Channel.AUTODIALED;
            case "prerecorded", "pre-recorded", "recorded", "artificial" -> Channel.PRERECORDED;
            case "sms", "text", "texts", "mms" -> Channel.SMS;
            case "email", "e-mail", "mail" -> Channel.EMAIL;
            default -> null;
        };
    }

    private static String language(Draft draft, List<Fault> faults) {
        String text = draft.get(Target.CONSENT_LANGUAGE);
        if (text == null) return DEFAULT_LANGUAGE;
        if (!LANGUAGE.matcher(text).matches())
            faults.add(Checks.invalid(Target.CONSENT_LANGUAGE, "not a language tag"));
        return text.replace('_', '-');
    }

    /** The address of a certificate at its issuer, nowhere else; or a LeadiD token. */
    private static @Nullable String certificate(Draft draft, List<Fault> faults) {
        String text = evidence(draft, Target.CONSENT_CERTIFICATE, faults);
        if (text == null || LEADID.matcher(text).matches() || atIssuer(text)) return text;
        faults.add(new Fault(
                "certificate-host", Target.CONSENT_CERTIFICATE.fieldName(), "not a certificate at a known issuer"));
        return null;
    }

    private static boolean atIssuer(String text) {
        try {
            var uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getPort() == -1
                    && uri.getHost() != null
                    && CERTIFICATE_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT))
                    && uri.getRawPath() != null
                    && uri.getRawPath().length() > 1;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable String evidence(Draft draft, Target target, List<Fault> faults) {
        String text = draft.get(target);
        if (text != null && text.length() > EVIDENCE_MAX)
            faults.add(Checks.invalid(target, "longer than " + EVIDENCE_MAX + " characters"));
        return text;
    }

    private static Fault missing(Target target, String detail) {
        return new Fault("consent-missing", target.fieldName(), detail);
    }
}
