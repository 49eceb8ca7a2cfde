package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.mail.ReviewMails;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;

/** Documents that go out by e-mail: which were sent, which wait, which were given up. */
final class MailRoutes {

    private final ReviewMails review;

    MailRoutes(ReviewMails review) {
        this.review = review;
    }

    Answer list(Call call) {
        var page = call.page(ReviewMails.ORDER);
        return Answer.page(call, review.page(call.query("state").orElse(null), page), MailRoutes::json);
    }

    Answer retry(Call call) {
        return review.retry(call.id(0, "mail"))
                .map(mail -> Answer.ok(json(mail)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(ReviewMails.Mail mail) {
        return JsonObject.of(
                "id", Id.text("mail", mail.id()),
                "document", Id.text("doc", mail.document()),
                "number", mail.number(),
                "party", Id.text("pty", mail.party()),
                "state", mail.state(),
                "attempts", mail.attempts(),
                "next_at", mail.state().equals("waiting") ? mail.nextAt().toString() : null,
                "problem", mail.problem(),
                "sent_at", MoneyJson.text(mail.sentAt()));
    }
}
