package dev.galena.market.invoicing;

import dev.galena.billing.document.DraftLines;
import dev.galena.db.Tx;
import java.util.List;
import java.util.UUID;

/**
 * Notes at once what {@link NoteSales} has not reached of one buyer. With his wallet locked, everything that was taken from it, and
 * nothing else, is noted then: whoever buys, or gets something back, writes it together with the wallet.
 */
public final class NoteBuyer {

    private static final int ROWS_MAX = 2_000;

    private final DraftLines lines;
    private final List<Source> sources = List.of(new SaleSource(), new ChangeSource());

    public NoteBuyer(DraftLines lines) {
        this.lines = lines;
    }

    public void note(Tx tx, UUID buyer) {
        for (var source : sources) {
            UUID after = tx.rows("select upto from market.invoicing_mark where source = $1", source.name()).stream()
                    .map(row -> row.getUUID(0))
                    .findFirst()
                    .orElse(NoteSales.FIRST);
            Source.Noted noted;
            do {
                noted = source.ofBuyer(tx, buyer, after, ROWS_MAX);
                lines.add(tx, noted.lines());
                after = noted.last();
            } while (noted.more());
        }
    }
}
