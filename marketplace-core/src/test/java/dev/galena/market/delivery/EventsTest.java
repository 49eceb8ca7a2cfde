package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase db;
    private final Events events = new Events();

    @BeforeAll
    static void open() {
        db = TestDatabase.create(VERTX, "market");
    }

    @AfterAll
    static void close() {
        db.close();
        VERTX.close().await();
    }

    @Test
    void eventsAreWrittenWithTheirCauseOrNotAtAll() {
        UUID party = Id.next();
        assertThatThrownBy(() -> db.database().inTx(tx -> {
                    events.add(tx, List.of(event(party, null, "{}")));
                    throw new IllegalStateException("the cause failed");
                }))
                .hasMessage("the cause failed");
        assertThat(written(party)).isZero();
        db.database().inTx(tx -> {
            events.add(
                    tx,
                    IntStream.range(0, 500)
                            .mapToObj(i -> event(party, Id.next(), "{\"n\":" + i + "}"))
                            .toList());
            events.add(tx, List.of());
            return null;
        });
        assertThat(written(party)).isEqualTo(500);
    }

    @Test
    void dataIsAnObjectOfLimitedSize() {
        for (String data : List.of("[]", "1", "{\"a\":\"" + "x".repeat(9000) + "\"}"))
            assertThatThrownBy(() -> db.database().inTx(tx -> {
                        events.add(tx, List.of(event(Id.next(), null, data)));
                        return null;
                    }))
                    .hasMessageContaining("event_data_check");
    }

    private static NewEvent event(UUID party, UUID lead, String data) {
        return new NewEvent(Id.next(), party, "lead.purchased", lead, new Json(data), NOW);
    }

    private static long written(UUID party) {
        return db.database()
                .read(tx -> tx.rows("select count(*) from market.event where party_id = $1", party))
                .getFirst()
                .getLong(0);
    }
}
