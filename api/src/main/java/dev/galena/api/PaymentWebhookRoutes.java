package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.ReceiveEvent.Verdict;

/** Providers tell what has happened. */
final class PaymentWebhookRoutes {

    private final ReceiveEvent receiveEvent;

    PaymentWebhookRoutes(ReceiveEvent receiveEvent) {
        this.receiveEvent = receiveEvent;
    }

    /** Kept, and answered at once; nobody is told whether it was the time or the signature. */
    Answer stripe(Call call) {
        var signature = call.header("stripe-signature").orElse("");
        if (receiveEvent.receive(signature, call.rawBody().getBytes()) == Verdict.NOT_GENUINE) {
            throw Problems.WEBHOOK_NOT_GENUINE.problem().thrown();
        }
        return Answer.noContent();
    }
}
