package dev.galena.market.insight;

import dev.galena.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one report comes about. */
interface Drawing {
    List<Column> columns();

    List<List<@Nullable Object>> rows(Tx tx, Question question);
}
