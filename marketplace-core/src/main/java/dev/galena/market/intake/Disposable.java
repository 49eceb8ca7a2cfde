package dev.galena.market.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Mail domains where anybody gets an address for ten minutes: a short list of our own, and the operator's file. */
public final class Disposable {
    private static final String KNOWN = """
            10minutemail.com 10minutemail.net 20minutemail.com 33mail.com anonaddy.com burnermail.io discard.email
            discardmail.com dispostable.com dropmail.me emailondeck.com emailtemporanea.com fakeinbox.com fakemailgenerator.com
            getairmail.com getnada.com guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.net guerrillamail.org
            guerrillamailblock.com inboxkitten.com incognitomail.com jetable.org mail-temp.com mailcatch.com maildrop.cc
            mailexpire.com mailinator.com mailinator.net mailinator2.com mailnesia.com mailnull.com mailsac.com mintemail.com
            moakt.com mohmal.com mytemp.email mytrashmail.com nada.email sharklasers.com spam4.me spambog.com spamex.com
            spamgourmet.com temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.com tempmail.net tempmailo.com
            tempr.email throwawaymail.com trash-mail.com trashmail.com trashmail.de trashmail.net trbvm.com wegwerfmail.de
            yopmail.com yopmail.fr yopmail.net zeroinbox.com""";

    private final Set<String> domains;

    private Disposable(Set<String> domains) {
        this.domains = Set.copyOf(domains);
    }

    public static Disposable builtIn() {
        return new Disposable(known());
    }

    /** With the operator's list: a domain a line, {@code #} begins a comment. */
    public static Disposable with(Path file) {
        Set<String> domains = known();
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.map(line -> line.split("#", 2)[0].strip().toLowerCase(Locale.ROOT))
                    .filter(line -> !line.isEmpty())
                    .forEach(domains::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of disposable domains", e);
        }
        return new Disposable(domains);
    }

    private static Set<String> known() {
        return new HashSet<>(Arrays.asList(KNOWN.split("\\s+", -1)));
    }

    /** Subdomains count too. */
    boolean has(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        while (true) {
            if (domains.contains(domain)) return true;
            int dot = domain.indexOf('.');
            if (dot < 0) return false;
            domain = domain.substring(dot + 1);
        }
    }
}
