package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.galena.api.ApiClient.Reply;
import dev.galena.api.Canaries.Person;
import dev.galena.db.Id;
import dev.galena.market.party.Party;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * People come in with a canary in every value, are listed, sold, looked at, told about, exported and proven; then they are
 * erased, and nothing of them may be found anywhere. Some stay, and must still be found: so the search is known to work.
 * {@code -Derasures=500} for as many.
 */
class ErasureTest {
    private static final int ERASED = Integer.getInteger("erasures", 25);
    private static final int OTHERS = 4; // the first is on hold, the rest is left alone
    private static final String PURPOSE = "?purpose=erasure+test";
    private static final String WORDS =
            "I agree that Northfield College and Harbor Institute may call and text me at my number, also by automated means."
                    + " My consent is not a condition of any purchase.";

    @TempDir
    private static Path folder;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

    private static final List<Appender<ILoggingEvent>> QUIET = new ArrayList<>();

    private static Level usualLevel;
    private static OpenMarket market;
    private static HttpServer farEnd;
    private static WholeDatabase database;
    private static BundleVerifier verifier;

    private static final List<Person> PEOPLE =
            IntStream.range(0, ERASED + OTHERS).mapToObj(Person::new).toList();
    private static final List<Person> LEAVE = PEOPLE.subList(0, ERASED);
    private static final List<Person> STAY = PEOPLE.subList(ERASED, ERASED + OTHERS);

    @BeforeAll
    static void open() throws Exception {
        LOGGED.start();
        root().iteratorForAppenders().forEachRemaining(QUIET::add);
        QUIET.forEach(root()::detachAppender);
        root().addAppender(LOGGED);
        usualLevel = root().getLevel();
        root().setLevel(Level.INFO); // as the server has it
        market = OpenMarket.open(Map.of("GALENA_DATA", folder.toString(), "GALENA_ACCESS_LOG", "all"));
        database = new WholeDatabase(market);
        verifier = new BundleVerifier(folder);
        market.market.deliverEvents.start();
        market.market.intake.runBatches().start(2);
        farEnd = market.vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    TOLD.add(body.toString());
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .await();
        var hook = JsonObject.of("url", "http://127.0.0.1:" + farEnd.actualPort() + "/hook");
        for (var party : List.of(market.buyer, market.otherBuyer)) {
            market.as(party).post("/v1/webhook-endpoints", hook).expect(201);
            market.as(market.operator)
                    .idempotent()
                    .post(
                            "/v1/parties/" + Id.text("pty", party.id()) + "/wallet/credits",
                            JsonObject.of("amount", JsonObject.of("amount", 100_000_000, "currency", "XTS"))
                                    .put("source", "bank"))
                    .expect(201);
        }
    }

    @AfterAll
    static void close() {
        root().detachAppender(LOGGED);
        QUIET.forEach(root()::addAppender);
        root().setLevel(usualLevel);
        market.market.intake.runBatches().close();
        market.market.deliverEvents.close();
        market.close();
    }

    private static ch.qos.logback.classic.Logger root() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void nothingIsFoundAfterwards() throws Exception {
        String batch = comeIn();
        Map<String, String> leads = leads(); // lead → canary number is not known to anybody here but the seller's file
        List<String> bought = buy(market.buyer, leads.keySet(), 0, 2);
        bought.addAll(buy(market.otherBuyer, leads.keySet(), 1, 4));
        market.sequence();
        Map<String, byte[]> proofs = proofs(bought);
        String policy = market.client().get("/log/policy.txt").text();
        everyProofIsValid(proofs.values(), policy, "openings   ");

        byte[] before = database.dump();
        assertThat(everything(before)).isEqualTo(canaries(PEOPLE));
        assertThat(Canaries.found(rejects(batch))).isEqualTo(new TreeSet<>(firstNames(PEOPLE)));
        assertThat(Canaries.found(csv(market.buyer))).isNotEmpty();
        assertThat(Canaries.found(search()))
                .containsAll(LEAVE.stream().map(Person::motto).toList());
        int toldBefore = TOLD.size();

        String hold = hold(STAY.getFirst());
        var begun = Instant.now();
        Map<Person, JsonObject> erasures = eraseAll();
        var erasedIn = Duration.between(begun, Instant.now());
        int sales = sales();
        eventually(() -> TOLD.stream().filter(t -> t.contains("\"era_")).count() >= sales);
        var toldIn = Duration.between(begun, Instant.now());
        System.out.printf(
                "%d people erased in %d ms, their %d sales' buyers told within %d ms%n",
                ERASED, erasedIn.toMillis(), sales, toldIn.toMillis());
        assertThat(toldIn).isLessThan(Duration.ofMinutes(5));
        erasures.values().forEach(e -> assertThat(e.getString("state")).isEqualTo("erased"));

        byte[] after = database.dump();
        assertThat(everything(after)).isEqualTo(canaries(STAY));
        assertThat(Canaries.coded(after)).isEmpty();
        assertThat(Canaries.found(rejects(batch))).isEqualTo(new TreeSet<>(firstNames(STAY)));
        nothingIn("a new export", csv(market.buyer), csv(market.otherBuyer));
        nothingIn("a search", search());
        nothingIn(
                "the seller's list",
                market.as(market.seller).get("/v1/leads?limit=500").text());
        nothingIn("webhooks", TOLD.subList(toldBefore, TOLD.size()).toArray(String[]::new));
        nothingIn("the log of the server", logged());
        aBuyerIsToldWhy(bought);
        trailsAndExportsAreEmpty(erasures);

        everyProofIsValid(proofs.values(), policy, "openings   ");
        market.sequence();
        for (var fresh : proofs(bought).values()) {
            var said = verifier.verify(fresh, policy);
            assertThat(said.exit()).as(said.text()).isNotEqualTo(1);
            if (said.text().contains("data.erased")) {
                assertThat(said.exit()).isEqualTo(2);
                assertThat(said.text()).contains("0 values are those logged", "was erased");
                nothingIn("a new proof", files(fresh));
            }
        }
        market.sequence();
        var audit = market.as(market.operator).post("/v1/log/audit").expect(200).json();
        assertThat(audit.getBoolean("sound")).as(audit.encode()).isTrue();
        aHoldRefuses(hold);
        comingAgainIsRefused();
    }

    /** As a file with each person twice: the second time is a reject, kept for correction; and one more by itself. */
    private static String comeIn() {
        var vertical = market.as(market.operator)
                .get("/v1/verticals/education")
                .expect(200)
                .json();
        vertical.remove("version");
        vertical.put("code", "kanari").put("name", "Canaries");
        vertical.getJsonArray("fields")
                .add(field("motto", true)
                        .put("type", "number")
                        .put("min", 0)
                        .put("max", 9_999_999_999L)
                        .put("decimals", 0))
                .add(field("diary", false).put("type", "text").put("max_length", 100));
        market.as(market.operator).post("/v1/verticals", vertical).expect(201);
        market.as(market.seller)
                .post("/v1/sources", JsonObject.of("code", "web"))
                .expect(201);
        var file = new StringBuilder(
                "First Name,Last Name,Email,Phone,Street,City,State,ZIP,Consent Text,Consent At,Consent"
                        + " Channels,Landing Page,IP,User Agent,Sub1,motto,diary\n");
        for (int twice = 0; twice < 2; twice++)
            for (var p : PEOPLE.subList(twice == 0 ? 1 : 0, PEOPLE.size())) file.append(row(p, twice == 1));
        lead(PEOPLE.getFirst(), "2026-10-01T10:00:00Z").expect(201);
        var batch = market.as(market.seller)
                .with("Prefer", "wait=30")
                .send(
                        "POST",
                        "/v1/batches?source=web&vertical=kanari",
                        "text/csv",
                        BodyPublishers.ofString(file.toString()))
                .expect(200)
                .json();
        assertThat(batch.getString("state")).as(batch.encode()).isEqualTo("done");
        assertThat(batch.getJsonObject("counts").getInteger("accepted")).isEqualTo(PEOPLE.size() - 1);
        assertThat(batch.getJsonObject("counts").getInteger("duplicates")).isEqualTo(PEOPLE.size());
        return batch.getString("id");
    }

    private static JsonObject field(String name, boolean shown) {
        return JsonObject.of("name", name, "label", name, "labels", JsonArray.of(name))
                .put("required", false)
                .put("shown", shown);
    }

    /** A duplicate has but name, telephone and what is asked for. */
    private static String row(Person p, boolean again) {
        return String.join(
                        ",",
                        p.mark("first"),
                        again ? "" : p.mark("last"),
                        again ? "" : p.email(),
                        p.phone(),
                        again ? "" : p.mark("street") + " 1",
                        again ? "" : p.mark("city"),
                        "CA",
                        "90012",
                        '"' + WORDS + '"',
                        "2026-10-01T10:00:00Z",
                        "call|sms",
                        again ? "" : "https://" + p.mark("page") + ".example.com/form?x=1",
                        again ? "" : p.ip(),
                        again ? "" : p.mark("agent") + "/1.0",
                        again ? "" : p.mark("sub"),
                        again ? "" : p.motto(),
                        again ? "" : p.mark("diary"))
                + "\n";
    }

    private static Reply lead(Person p, String agreedAt) {
        return lead(p, p.email(), agreedAt);
    }

    private static Reply lead(Person p, String email, String agreedAt) {
        var contact = JsonObject.of(
                "first_name", p.mark("first"),
                "last_name", p.mark("last"),
                "email", email,
                "phone", p.phone(),
                "street", p.mark("street") + " 1",
                "city", p.mark("city"));
        var consent = JsonObject.of("text", WORDS, "at", agreedAt, "channels", JsonArray.of("call", "sms"))
                .put("page_url", "https://" + p.mark("page") + ".example.com/form")
                .put("ip", p.ip())
                .put("user_agent", p.mark("agent") + "/1.0");
        return market.as(market.seller)
                .idempotent()
                .post(
                        "/v1/leads",
                        JsonObject.of("source", "web", "vertical", "kanari", "zip", "90012", "consent", consent)
                                .put("contact", contact)
                                .put("subs", JsonArray.of(p.mark("sub")))
                                .put(
                                        "attributes",
                                        JsonObject.of("motto", Long.valueOf(p.motto()), "diary", p.mark("diary"))));
    }

    /** Every lead's id, in the order in which they came. */
    private static Map<String, String> leads() {
        Map<String, String> leads = new HashMap<>();
        market.database
                .read(tx -> tx.rows("select id from market.lead order by id"))
                .forEach(row -> leads.put(Id.text("lead", row.getUUID(0)), ""));
        return leads;
    }

    /** Each {@code nth} lead, in purchases of five; every contact is looked at. */
    private static List<String> buy(Party buyer, Collection<String> leads, int from, int nth) {
        var wanted = new ArrayList<String>();
        int i = from;
        for (var lead : new TreeSet<>(leads)) if (i++ % nth == 0) wanted.add(lead);
        for (int at = 0; at < wanted.size(); at += 5) {
            var some = wanted.subList(at, Math.min(at + 5, wanted.size()));
            var purchase = market.as(buyer)
                    .idempotent()
                    .post("/v1/purchases", JsonObject.of("listings", new JsonArray(List.copyOf(some))))
                    .expect(201)
                    .json();
            market.as(buyer)
                    .get("/v1/purchases/" + purchase.getString("id") + "/contact")
                    .expect(200);
        }
        return wanted;
    }

    private static Map<String, byte[]> proofs(Collection<String> leads) {
        Map<String, byte[]> proofs = new HashMap<>();
        for (var lead : leads)
            proofs.put(
                    lead,
                    market.as(market.compliance)
                            .get("/v1/leads/" + lead + "/proof" + PURPOSE)
                            .expect(200)
                            .raw()
                            .body());
        return proofs;
    }

    private static void everyProofIsValid(Collection<byte[]> proofs, String policy, String passed) throws Exception {
        for (var zip : proofs) {
            var said = verifier.verify(zip, policy);
            assertThat(said.text())
                    .contains("ok       signed", "ok       included", "ok       chain", "ok       " + passed);
            assertThat(said.exit()).as(said.text()).isNotEqualTo(1);
        }
    }

    private static Set<String> everything(byte[] dump) {
        var found = Canaries.found(dump);
        found.addAll(Canaries.found(database.opened()));
        return found;
    }

    private static Set<String> canaries(Collection<Person> people) {
        var all = new TreeSet<String>();
        people.forEach(p -> all.addAll(p.all()));
        return all;
    }

    private static List<String> kind(String kind, Collection<Person> people) {
        return people.stream()
                .map(p -> p.mark(kind).toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private static List<String> firstNames(Collection<Person> people) {
        var names = new ArrayList<>(kind("first", people));
        people.forEach(p -> names.add(p.phone().substring(1)));
        return names;
    }

    private static String rejects(String batch) {
        return market.as(market.seller)
                .get("/v1/batches/" + batch + "/rejects")
                .expect(200)
                .text();
    }

    private static String csv(Party buyer) {
        return market.as(buyer)
                .get("/v1/exports/purchases.csv" + PURPOSE)
                .expect(200)
                .text();
    }

    private static String search() {
        var text = new StringBuilder();
        String next = "/v1/listings?vertical=kanari&limit=500";
        while (next != null) {
            var page = market.as(market.buyer).get(next).expect(200);
            text.append(page.text());
            var cursor = page.json().getString("next_cursor");
            next = cursor == null ? null : "/v1/listings?vertical=kanari&limit=500&cursor=" + cursor;
        }
        return text.toString();
    }

    private static String hold(Person person) {
        return market.as(market.operator)
                .post("/v1/holds", JsonObject.of("person", JsonObject.of("phone", person.phone()), "reason", "court"))
                .expect(201)
                .json()
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("id");
    }

    private static Reply erase(Person person) {
        var who = person.n() % 2 == 0 ? JsonObject.of("phone", person.phone()) : JsonObject.of("email", person.email());
        return market.as(market.compliance)
                .post("/v1/erasures", JsonObject.of("person", who, "ground", "gdpr-17", "reason", "letter"));
    }

    private static Map<Person, JsonObject> eraseAll() {
        Map<Person, JsonObject> erasures = new HashMap<>();
        for (var person : LEAVE)
            erasures.put(
                    person,
                    erase(person).expect(201).json().getJsonArray("data").getJsonObject(0));
        return erasures;
    }

    private static int sales() {
        return market.database.read(tx -> tx.rows("""
                        select count(*)::int from market.sale s join market.listing l using (lead_id) where l.status = 'erased'""")).getFirst().getInteger(0);
    }

    private static void nothingIn(String where, String... texts) {
        var left = canaries(LEAVE);
        for (var text : texts) {
            var found = Canaries.found(text);
            found.retainAll(left);
            assertThat(found).as(where).isEmpty();
            assertThat(Canaries.coded(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .as(where)
                    .isEmpty();
        }
    }

    private static String[] logged() {
        var layout = new PatternLayout();
        layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        layout.setPattern("%level %logger %msg %kvp %ex{full}%n");
        layout.start();
        assertThat(LOGGED.list).isNotEmpty();
        return List.copyOf(LOGGED.list).stream().map(layout::doLayout).toArray(String[]::new);
    }

    private static void aBuyerIsToldWhy(List<String> bought) {
        var purchases = market.as(market.buyer)
                .get("/v1/purchases?limit=500")
                .expect(200)
                .json();
        int gone = 0;
        for (var each : purchases.getJsonArray("data")) {
            var contact =
                    market.as(market.buyer).get("/v1/purchases/" + ((JsonObject) each).getString("id") + "/contact");
            if (contact.status() == 410) {
                contact.expect(410, "erased");
                gone++;
            }
            nothingIn("a look at a purchase", contact.text());
        }
        assertThat(gone).isPositive();
        var lead = bought.getFirst();
        market.as(market.otherBuyer)
                .idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead))
                .expect(409, "lead-withdrawn");
    }

    private static void trailsAndExportsAreEmpty(Map<Person, JsonObject> erasures) {
        var auditor = market.as(market.compliance);
        market.sequence();
        for (var erasure : List.copyOf(erasures.values()).subList(0, Math.min(10, erasures.size()))) {
            var subject = "/v1/subjects/" + erasure.getString("subject");
            nothingIn(
                    "a trail",
                    auditor.get(subject + "/trail" + PURPOSE).expect(200).text());
            var export = auditor.post(subject + "/export", JsonObject.of("purpose", "test", "format", "json"))
                    .expect(200)
                    .json();
            export.remove("proof");
            nothingIn("an export of the person", export.encode());
            market.sequence();
        }
        var person = JsonObject.of("phone", LEAVE.getFirst().phone());
        assertThat(auditor.post("/v1/subjects/search", JsonObject.of("person", person, "purpose", "x"))
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
    }

    private static String[] files(byte[] zip) throws IOException {
        var files = new ArrayList<String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
                files.add(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return files.toArray(String[]::new);
    }

    private static void aHoldRefuses(String hold) throws Exception {
        var held = STAY.getFirst();
        var sealed = erase(held).expect(201).json().getJsonArray("data").getJsonObject(0);
        assertThat(sealed.getString("state")).isEqualTo("sealed");
        assertThat(sealed.getString("sealed_because")).isEqualTo("hold");
        market.market.eraseSubjects.complete();
        assertThat(everything(database.dump())).containsAll(held.all());
        assertThat(Canaries.found(search())).doesNotContainAnyElementsOf(held.all());

        market.as(market.operator)
                .delete("/v1/holds/" + hold + "?reason=settled")
                .expect(200);
        market.market.eraseSubjects.complete();
        assertThat(everything(database.dump())).doesNotContainAnyElementsOf(held.all());
    }

    /** What they agreed to before says nothing any more; what they agree to anew does. */
    private static void comingAgainIsRefused() {
        var again = LEAVE.getFirst();
        lead(again, "2026-10-01T10:00:00Z").expect(409, "suppressed");
        var byAddress = new Person(9_000);
        lead(byAddress, again.email(), "2026-10-01T10:00:00Z").expect(409, "suppressed");
        lead(again, market.clock.instant().toString()).expect(201);
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        Instant patience = Instant.now().plus(Duration.ofMinutes(5));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(patience);
            Thread.sleep(50);
        }
    }
}
