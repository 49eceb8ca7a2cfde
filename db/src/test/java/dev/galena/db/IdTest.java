package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @Test
    void idsAreVersion7AndAscend() {
        UUID before = Id.next();
        for (int i = 0; i < 100_000; i++) {
            UUID id = Id.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.toString()).isGreaterThan(before.toString());
            before = id;
        }
    }

    @Test
    void textIsCrockfordsBase32() {
        assertThat(Id.text("lead", new UUID(0, 0))).isEqualTo("lead_00000000000000000000000000");
        assertThat(Id.text("lead", new UUID(-1, -1))).isEqualTo("lead_7zzzzzzzzzzzzzzzzzzzzzzzzz");
        // the example of the TypeID specification
        assertThat(Id.text("prefix", UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")))
                .isEqualTo("prefix_01h455vb4pex5vsknk084sn02q");
    }

    @Test
    void textComesBack() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThat(Id.parse("sale", Id.text("sale", id))).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lead_",
                "lead",
                "sale_01h455vb4pex5vsknk084sn02q",
                "lead-01h455vb4pex5vsknk084sn02q",
                "lead_01h455vb4pex5vsknk084sn02",
                "lead_01h455vb4pex5vsknk084sn02qq",
                "lead_01H455VB4PEX5VSKNK084SN02Q",
                "lead_81h455vb4pex5vsknk084sn02q",
                "lead_01h455vb4pex5vsknk084sn02l",
                "lead_01h455vb4pex5vsknk084sn02ü",
                "lead_01h455vb4pex5vsknk084sn0 q",
            })
    void anyOtherTextIsNoId(String text) {
        assertThat(Id.parse("lead", text)).isEmpty();
    }
}
