package dev.galena.api.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one catalogue of refusals. The code is the constant's name in lower case with hyphens; it is API and never changes its
 * meaning. Each has a page at {@code /problems/{code}}, which is the problem's {@code type}. Codes of single reasons
 * ({@link Fault}) are named by whoever finds the fault.
 */
public enum Problems {
    // ── the request ──
    UNREADABLE_REQUEST(400, "This is no HTTP that we can read", "The first lines are malformed or too long."),
    INVALID_JSON(
            400,
            "The body is not valid JSON",
            "Send one JSON value in UTF-8, without duplicate names, NaN, NUL characters or deep nesting."),
    INVALID_REQUEST(
            400,
            "The request does not fit the API description",
            "Each entry of errors names one place and what is wrong with it. Unknown fields and parameters are refused, so that a misspelt one is noticed."),
    INVALID_CURSOR(400, "The cursor is not one of ours", "Use the Link header's address, or start without one."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            "An Idempotency-Key is required",
            "Send a fresh unique value (such as a UUID) in the Idempotency-Key header, and the same value when you repeat the request."),
    IDEMPOTENCY_KEY_INVALID(
            400, "The Idempotency-Key is not usable", "One to 255 printable ASCII characters, bare or in quotes."),
    UNAUTHENTICATED(
            401,
            "Who is calling?",
            "Send Authorization: Bearer with an API key or an access token, or log in. Missing, malformed, expired and revoked credentials all get this answer."),
    CSRF_TOKEN_INVALID(
            403,
            "The CSRF token is missing or wrong",
            "With a session cookie every changing request needs the header X-CSRF-Token with the value given at login."),
    FORBIDDEN(
            403,
            "Not yours to do",
            "Your party's roles, your own role or the key's scopes do not allow this operation."),
    PARTY_SUSPENDED(403, "Your party is suspended", "Talk to the operator of this marketplace."),
    NOT_FOUND(404, "There is nothing here", "It does not exist, or it is not yours: the answer is the same."),
    METHOD_NOT_ALLOWED(405, "Not with this method", "The Allow header lists the methods of this address."),
    REQUEST_TIMEOUT(408, "The request took too long to arrive", "Send the whole body without long pauses."),
    BODY_TOO_LARGE(413, "The body is too large", "Send less at a time; files of any size go to the batch upload."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Not in this format", "The description of the operation lists the content types it takes."),
    IDEMPOTENCY_CONFLICT(
            422,
            "This Idempotency-Key was used for another request",
            "A key belongs to one request body. Use a fresh key for a new request."),
    IDEMPOTENCY_IN_FLIGHT(409, "The first request with this key is still running", "Repeat it in a moment."),
    PRECONDITION_FAILED(
            412, "It has changed since you read it", "Read it again, and repeat the change with the new ETag."),
    PRECONDITION_REQUIRED(
            428, "Send If-Match", "Read the resource and send its ETag in If-Match, so that nobody's change is lost."),
    RATE_LIMITED(
            429,
            "Too many requests",
            "Wait as many seconds as Retry-After says. RateLimit and RateLimit-Policy tell the budget."),
    INTERNAL_ERROR(
            500,
            "Our fault",
            "It is logged under the request id. Repeating may help; with an Idempotency-Key it is safe."),
    AUDIT_RUNNING(409, "An audit is running", "Read its result when it is through."),
    NOT_LOGGED_YET(
            503,
            "The log has not caught up",
            "What was asked for happened so recently that it is not signed yet; repeat in a second. If it stays so, the log of"
                    + " consent has stopped: tell the operator."),
    OVERLOADED(503, "Too busy right now", "Repeat after as many seconds as Retry-After says."),

    // ── parties ──
    INVALID_CREDENTIALS(401, "Wrong e-mail address or password", "So is an account locked by wrong guesses answered."),
    INVALID_CLIENT(401, "Unknown client or wrong secret", "Client id: the API key's id; client secret: the key."),
    UNSUPPORTED_GRANT_TYPE(400, "Unsupported grant type", "grant_type must be client_credentials."),
    INVALID_SCOPE(
            400,
            "A scope is unknown or not available here",
            "A key cannot hold more than its party's roles allow, a token not more than its key."),
    TOTP_REQUIRED(401, "What does your authenticator say?", "The password is right: send totp, too."),
    TOTP_WRONG(401, "The password is right, the code is not", "Each is taken once. Is the telephone's clock right?"),
    WRONG_PASSWORD(403, "That is not your password", "It takes the one of now; wrong guesses lock for a while."),
    WRONG_CODE(403, "That is not the code", "Each is taken once; wrong guesses lock for a while."),
    TOTP_ON(409, "Your log-in takes a code already", "Remove the authenticator before you set up another."),
    TOTP_OFF(409, "You have no authenticator", "Set one up: POST /v1/me/totp, then /v1/me/totp/confirm."),
    TOO_MANY_VIEWS(409, "No more saved views", "You may keep 100. Delete one that you do not use."),
    KEY_NOT_IN_FORCE(409, "The key is not in force", "It has expired or was revoked; issue a new one."),
    ALREADY_EXISTS(409, "It already exists", "Something with this name, code or address is already there."),
    SIGNATURE_INVALID(
            422,
            "The signature does not verify",
            "Ed25519 over the context's text, a zero byte, and the bytes that the operation describes, by the key that is"
                    + " named, which must be in force."),
    TOO_MANY_SIGNING_KEYS(
            409, "No more signing keys", "A party has 20 in force at most. Revoke one that is not used any more."),

    // ── verticals ──
    TRIAL_RUNNING(409, "A scorecard is being tried", "One at a time. Repeat it in a moment."),

    // ── leads & batches ──
    DUPLICATE(409, "We have this lead", "The same person came in the same vertical within its duplicate window."),
    SUPPRESSED(
            409,
            "The person has withdrawn",
            "Consent older than a withdrawal says nothing any more; of a number or address that is suppressed, none does."),
    LEAD_INVALID(
            422,
            "The lead is not accepted",
            "Each entry of errors names a field and a reason. Correct them and send it again."),
    SUBMISSION_SIGNATURE_MISSING(
            422,
            "Sign what you hand in",
            "You have registered a signing key. Send Content-Digest (RFC 9530, sha-256), Signature-Input and Signature (RFC 9421) over"
                    + " @method, @target-uri and content-digest, with created, keyid and alg ed25519."),
    SUBMISSION_SIGNATURE_INVALID(
            422,
            "The signature does not fit",
            "It must be by a key of yours that is in force, over these bytes and this address, not older than five minutes."
                    + " Nothing was kept."),
    SOURCE_UNKNOWN(422, "You have no such source", "Name it first: POST /v1/sources."),
    FILE_UNREADABLE(422, "The file cannot be read", "The entry of errors says why; nothing of the file was kept."),
    UPLOAD_BROKEN_OFF(400, "The upload broke off", "Nothing of it was kept. Send the file again."),

    // ── listings ──
    FILTER_INVALID(
            400,
            "The filter cannot be used",
            "Each entry of errors names one condition and what is wrong with it. Fields of a vertical need vertical=… and can be asked about only if the vertical shows them before purchase."),
    QUERY_TOO_BROAD(
            503,
            "The search took too long",
            "Add a vertical, states or ZIP codes, or ask for fewer facets; searches are given up after two seconds."),
    LEAD_NOT_OPEN(
            409, "The lead is no longer open", "It is sold out, expired or erased: there is nothing to withdraw."),

    // ── purchases & wallet ──
    LEAD_SOLD_OUT(409, "The lead is sold out", "Every slot is taken, or somebody has it alone."),
    LEAD_WITHDRAWN(409, "The lead was withdrawn", "Its seller took it back, or it was erased."),
    LEAD_EXPIRED(409, "The lead has expired", "It was offered until a certain time, which has passed."),
    EXCLUSIVE_UNAVAILABLE(
            409, "The lead cannot be had alone", "It has been shared already, or is not offered exclusively."),
    OWN_LEAD(409, "It is your own lead", "Nobody buys from himself."),
    ALREADY_OWNED(
            409,
            "You own it already",
            "You bought this lead before, or another lead of the same person within the last 90 days."),
    CONSENT_LOST(
            409,
            "Consent does not stand",
            "It was withdrawn, has expired, or is not complete under the vertical's rule set. Such a lead is not sold to anybody."),
    CONSENT_NOT_FOR_BUYER(
            409,
            "Consent was not given to you",
            "The words shown to the person do not name you, or give no channel that the rule set asks for."),
    REVOCATION_OVERDUE(
            409,
            "Confirm withdrawals first",
            "You were told that consent ended and have not confirmed it in time: see GET /v1/obligations?state=overdue. Nothing is"
                    + " sold to you until you have."),
    NO_PRICE_RULE(
            409,
            "No price rule would use it",
            "Leads of this vertical cost what its version says; nothing can be asked."),
    RETURN_WINDOW_CLOSED(
            409, "The time for returns is over", "Every sale says until when its lead can be returned: return_until."),
    RETURN_REASON_INVALID(
            422,
            "That is no reason to return a lead",
            "Reasons: wrong-number, fake-identity, duplicate, outside-filter, wrong-vertical, denies-request, no-consent, minor,"
                    + " deceased, false-claim. That nobody answered or bought is none."),
    RETURN_OPEN(409, "A return of it is open or accepted", "See GET /v1/returns."),
    RETURN_DECIDED(409, "The return is decided", "A decision is final."),
    OPERATOR_DECIDES(409, "The operator decides now", "You have said no, or the time for your answer is over."),
    NOTHING_LEFT(409, "Nothing is left of it", "All that was paid for the lead was given back."),
    PAID_BY_QUOTA(
            409,
            "A quota paid for it",
            "Its unit is given back whole, without amount, and costs the same at any level."),
    LEVEL_NOT_YOURS(403, "Not yours to say", "A buyer may raise the level of a lead, its seller may lower it."),
    QUOTA_EXHAUSTED(
            402,
            "Your subscription's leads are used up",
            "Its plan sells none beyond them. Wait for the next period, or change the plan."),
    INSUFFICIENT_FUNDS(402, "The wallet does not cover it", "Top up the wallet, or buy less."),
    PRICE_CHANGED(
            409, "The total is not what you expected", "Look at the price again and send the request with a new key."),
    PAYMENTS_UNAVAILABLE(409, "Not by this way of paying", "The operator of this marketplace has not set it up."),
    PAYMENT_REFUSED(
            409,
            "The payment provider refuses",
            "The detail is the provider's reason. Use a fresh Idempotency-Key to try again."),
    PAYMENT_PROVIDER_SILENT(
            503,
            "The payment provider does not answer",
            "Repeat the same request with the same Idempotency-Key: it goes on where it ended, and nothing happens twice."),
    CARD_MISSING(
            409, "There is no card to charge", "Top up once with save_card: true, and the card can be charged again."),
    TOPUP_NOT_REFUNDABLE(
            409,
            "This top-up cannot be given back here",
            "It is not paid, or was paid by bank transfer, which goes back by bank transfer."),
    REFUND_TOO_LARGE(
            409,
            "More than remains of it",
            "Refunds and disputes of a top-up together never exceed it; remaining tells what is left."),
    PAYOUT_DESTINATION_MISSING(409, "Where should it go?", "Say it first: PUT /v1/payout-destination."),
    PAYOUT_TOO_LARGE(
            409,
            "Not that much is payable",
            "Money can be paid out when the return window of its sale has ended; payable tells how much."),
    PAYOUT_NOT_WAITING(
            409, "The payout does not wait for this", "It was decided before, needs no decision, or has ended."),
    PAYOUTS_NONE(409, "There is nothing to pay out", "No approved payout of this kind waits for a file."),
    STATEMENT_UNREADABLE(
            422,
            "The statement cannot be read",
            "Send camt.053 as application/xml, or a table as the operation describes as text/csv."),
    LINE_NOT_OPEN(
            409,
            "The line cannot be assigned",
            "It was settled before, is money that left, or is in another currency than the party's."),
    WEBHOOK_NOT_GENUINE(
            400,
            "The message is not genuine",
            "It must be signed by the provider over these bytes within the last five minutes."),
    NOTHING_MATCHES(
            409,
            "Nothing that matches can be had",
            "No open lead fits filter, budget, consent and what you own already."),

    // ── plans & subscriptions ──
    PLAN_UNKNOWN(422, "There is no such plan", "GET /v1/plans lists what is offered in your currency; name its code."),
    TOO_MANY_SUBSCRIPTIONS(409, "No more subscriptions", "A party has 20 that have not ended at most."),
    SUBSCRIPTION_STATUS(
            409,
            "Not while it stands so",
            "The status says how the subscription stands; what ended, is paused or is not paid cannot be changed like one that runs."),
    NOT_AN_UPGRADE(
            409,
            "It would cost less, or bring fewer leads",
            "Such a change waits for the end of the month: when = period_end."),
    NOT_POSTPAID(409, "The party pays in advance", "There is no cycle to end."),
    TEST_PARTIES_ONLY(403, "For test parties only", "Clocks are moved and events triggered where no real money is."),

    // ── consents, subjects, trail ──
    EVIDENCE_FULL(409, "No more evidence", "Ten files are kept with a consent at most."),
    ACKNOWLEDGEMENT_REFUSED(
            422,
            "The acknowledgement does not count",
            "It must be signed by a key of yours that is in force, over the text that the operation describes. It is on record as"
                    + " a failed one."),

    TOO_MANY_SOURCES(409, "No more sources", "A party has 20 in force at most. Revoke one that is not used any more."),
    SAMPLE_EMPTY(
            409,
            "There is nothing to draw from",
            "Nothing in this period that you may see fits; it ends a minute ago."),
    SAMPLE_NOT_JUDGED(409, "Not every item is judged", "Give each of them a verdict, then sign."),
    SAMPLE_SIGNED(409, "The sample is signed", "Nothing of it changes any more. Draw another."),

    ERASED(
            410,
            "The person was erased",
            "They asked to be forgotten, and their data are gone or sealed. Erase what you have of them too."),
    PERSON_REQUIRED(
            403, "A person has to do this", "Log in: four eyes belong to two people, and an API key is none of them."),
    SAME_PERSON(
            409, "A second person is needed", "You asked for it yourself. Somebody else who may has to approve it."),
    ON_HOLD(
            409,
            "A hold forbids it",
            "Nobody is erased while a hold stands, whoever approves. Release the hold first."),
    ALREADY_ERASED(409, "The person is erased", "There is nothing left to approve."),
    ALREADY_RELEASED(409, "The hold was released", "It was let go of before."),

    // ── webhooks & events ──
    TOO_MANY_ENDPOINTS(
            409, "No more webhook endpoints", "A party has 20 at most. Delete one, or let one take more types."),
    ENDPOINT_OFF(
            409,
            "The endpoint takes nothing now",
            "It is disabled or deleted. Enable it: what waits is sent then, and the rest can be sent again."),
    ;

    private final int status;
    private final String title;
    private final String help;

    Problems(int status, String title, String help) {
        this.status = status;
        this.title = title;
        this.help = help;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What to do about it, for the page of this problem. */
    public String help() {
        return help;
    }

    public String path() {
        return "/problems/" + code();
    }

    public static Optional<Problems> of(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** This refusal, its title saying all. */
    public Problem problem() {
        return new Problem(this, null, List.of(), Map.of());
    }

    public Problem because(String detail) {
        return new Problem(this, detail, List.of(), Map.of());
    }

    public Problem because(List<Fault> faults) {
        return new Problem(this, null, faults, Map.of());
    }

    /** A body that fits its schema and still cannot be. */
    public static Problem invalid(String pointer, String detail) {
        return INVALID_REQUEST.because(List.of(new Fault(pointer, "field-invalid", detail)));
    }

    public Problem with(Map<String, Object> more) {
        return new Problem(this, null, List.of(), more);
    }
}
