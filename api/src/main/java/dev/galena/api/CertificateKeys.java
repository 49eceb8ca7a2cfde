package dev.galena.api;

import dev.galena.market.certificate.Issuer;
import dev.galena.market.certificate.LeadId;
import dev.galena.market.certificate.TrustedForm;
import dev.galena.market.delivery.AskOutside;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What opens the doors of those who issue certificates; null: not asked. Its text does not say. */
public record CertificateKeys(
        @Nullable String trustedForm, @Nullable String leadId) {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    List<Issuer> issuers(Vertx vertx) {
        var outside = new AskOutside(vertx, ANSWER_MAX, false);
        var issuers = new ArrayList<Issuer>();
        if (trustedForm != null) issuers.add(new TrustedForm(outside, trustedForm));
        if (leadId != null) issuers.add(new LeadId(outside, leadId));
        return issuers;
    }

    @Override
    public String toString() {
        return "trustedForm=" + (trustedForm != null) + ", leadId=" + (leadId != null);
    }
}
