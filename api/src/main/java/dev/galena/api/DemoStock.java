package dev.galena.api;

import dev.galena.billing.Credit;
import dev.galena.billing.CreditWallet;
import dev.galena.billing.Money;
import dev.galena.market.intake.Intake;
import dev.galena.market.intake.UploadBatch;
import dev.galena.market.party.FirstStart.DemoParty;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goods and play money for the demo parties, through the same use cases as everybody's. The people are invented: telephone numbers
 * lie in the range kept for fiction (555-0100 to 555-0199), addresses under example.com, .net and .org.
 */
final class DemoStock {
    private static final int LEADS_PER_BATCH = 100;
    private static final long WALLET_MINOR_UNITS = 5_000_00;
    private static final String[] FIRST = {
        "Amara", "Bruno", "Celia", "Dario", "Esther", "Felix", "Gwen", "Hamid", "Ines", "Jonas", "Kaya", "Lorenzo",
        "Mirela", "Nadia", "Oscar", "Petra", "Rafael", "Salma", "Tomas", "Ursula"
    };
    private static final String[] LAST = {
        "Almeida",
        "Berg",
        "Cohen",
        "Duarte",
        "Endo",
        "Farkas",
        "Gruber",
        "Haddad",
        "Ivanov",
        "Jansen",
        "Kaur",
        "Lindholm",
        "Moreau",
        "Novak",
        "Olsen",
        "Pereira",
        "Quist",
        "Romano",
        "Santos",
        "Tran"
    };
    private static final String[][] TOWNS = {
        {"CA", "90012", "213"},
        {"NY", "10001", "212"},
        {"TX", "77002", "713"},
        {"IL", "60601", "312"},
        {"FL", "33130", "305"},
        {"WA", "98101", "206"},
        {"MA", "02108", "617"},
        {"GA", "30303", "404"},
        {"CO", "80202", "303"},
        {"AZ", "85004", "602"}
    };

    private final Intake intake;
    private final Verticals verticals;
    private final CreditWallet creditWallet;
    private final InstantSource clock;
    private final Random random = new Random(1);
    private int people;

    DemoStock(Intake intake, Verticals verticals, CreditWallet creditWallet, InstantSource clock) {
        this.intake = intake;
        this.verticals = verticals;
        this.creditWallet = creditWallet;
        this.clock = clock;
    }

    void fill(List<DemoParty> parties) {
        for (var party : parties.stream().map(DemoParty::party).toList()) {
            if (party.roles().contains(Role.SELLER)) {
                stock(party);
            }
            if (party.roles().contains(Role.BUYER)) {
                var gift = new Credit(
                        party.id(),
                        party.id(),
                        new Money(WALLET_MINOR_UNITS, party.currency()),
                        Credit.Source.MARKETING);
                creditWallet.credit(gift);
            }
        }
    }

    private void stock(Party seller) {
        intake.openSource().open(seller.id(), "website");
        var batches = new ArrayList<UUID>();
        for (var code : List.of("education", "solar", "auto-insurance")) {
            var vertical = verticals.current(code).orElseThrow();
            var rows = new ArrayList<Map<String, String>>();
            for (int i = 0; i < LEADS_PER_BATCH; i++) {
                rows.add(lead(seller, code));
            }
            rows.addAll(List.of(
                    with(rows.get(3), Map.of()), // somebody asked twice
                    with(lead(seller, code), Map.of("phone", "555-01")),
                    with(lead(seller, code), Map.of("phone", "unknown")),
                    with(lead(seller, code), Map.of("email", "nobody@example")),
                    with(lead(seller, code), Map.of("consent.text", ""))));
            batches.add(upload(seller, vertical, rows));
        }
        try {
            intake.runBatches().runWaiting();
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped while the demo was being filled", e);
        }
        for (var id : batches) {
            var counts =
                    intake.readBatches().find(seller.id(), id).orElseThrow().counts();
            if (counts.accepted() != LEADS_PER_BATCH) {
                throw new IllegalStateException("rows of the demo were not accepted: " + counts.toJson());
            }
        }
    }

    private static Map<String, String> with(Map<String, String> row, Map<String, String> other) {
        var changed = new HashMap<>(row);
        changed.putAll(other);
        return changed;
    }

    private UUID upload(Party seller, Vertical vertical, List<Map<String, String>> rows) {
        var columns = List.copyOf(new TreeSet<>(rows.getFirst().keySet()));
        var csv = new StringBuilder(String.join(",", columns));
        for (var row : rows) {
            csv.append("\r\n");
            csv.append(columns.stream()
                    .map(column -> '"' + row.getOrDefault(column, "") + '"')
                    .collect(Collectors.joining(",")));
        }
        var mapping = new HashMap<String, @Nullable String>();
        columns.forEach(column -> mapping.put(column, column));
        var request = new UploadBatch.Request(seller.id(), "website", vertical, false, "text/csv", mapping);
        try {
            var outcome = intake.uploadBatch()
                    .upload(request, new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)));
            if (outcome instanceof UploadBatch.Outcome.Queued(var id)) return id;
            throw new IllegalStateException("a batch of the demo was not taken: " + outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> lead(Party seller, String vertical) {
        int n = people++;
        var town = TOWNS[n % TOWNS.length];
        Instant at = clock.instant().minus(Duration.ofMinutes(random.nextInt(60 * 24 * 10)));
        var lead = new HashMap<String, String>();
        lead.put("first_name", pick(FIRST));
        lead.put("last_name", pick(LAST));
        lead.put("email", "person%d@example.%s".formatted(n, pick("com", "net", "org")));
        lead.put("phone", "+1%s555%04d".formatted(town[2], 100 + n / TOWNS.length % 100));
        lead.put("state", town[0]);
        lead.put("zip", town[1]);
        lead.put("generated_at", at.toString());
        lead.put("consent.text", words(seller));
        lead.put("consent.at", at.toString());
        lead.put("consent.channels", "call|sms|email");
        lead.put("consent.page_url", "https://start.example.com/" + vertical);
        lead.put("consent.ip", "198.51.100." + random.nextInt(256));
        lead.put("consent.user_agent", "Mozilla/5.0 (demo)");
        lead.put("sub1", pick("search", "social", "newsletter"));
        attributes(vertical).forEach((field, value) -> lead.put("attr." + field, value));
        return lead;
    }

    private Map<String, String> attributes(String vertical) {
        return switch (vertical) {
            case "education" ->
                Map.of(
                        "specialization",
                                pick("Finance Management", "Marketing Management", "Human Resource Management"),
                        "occupation", pick("Working Professional", "Unemployed", "Student"),
                        "total_visits", whole(0, 14),
                        "time_on_site_seconds", whole(0, 2200),
                        "page_views_per_visit", whole(1, 8),
                        "free_copy", pick("yes", "no"));
            case "solar" ->
                Map.of(
                        "homeowner", pick("yes", "yes", "yes", "no"),
                        "monthly_bill", whole(40, 420),
                        "roof_age_years", whole(1, 30),
                        "decision_maker", pick("yes", "no"));
            default ->
                Map.of(
                        "insured",
                        pick("yes", "no"),
                        "vehicles",
                        whole(1, 4),
                        "drivers",
                        whole(1, 3),
                        "vehicle_year",
                        whole(2005, 2026));
        };
    }

    private static String words(Party seller) {
        return "By sending this form I agree that " + seller.name()
                + " and its partners Northfield College and Harbor Institute "
                + "may call and text me at my number, also by automatic dialler or recorded voice, about what I asked for. "
                + "My consent is not a condition of any purchase. I can withdraw it at any time.";
    }

    private String whole(int from, int to) {
        return Integer.toString(from + random.nextInt(to - from + 1));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
