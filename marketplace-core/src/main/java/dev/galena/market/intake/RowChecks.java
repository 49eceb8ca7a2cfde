package dev.galena.market.intake;

import dev.galena.market.delivery.SafeCell;
import dev.galena.market.vertical.Vertical;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a block of a file to a verdict on each of its rows. Safe for many threads at once. */
final class RowChecks {
    /** A row as it came, and what the checks say of it. */
    record Read(Row row, Verdict verdict) {}

    private final RowParser parser;
    private final Checks checks;
    private final int[] slots;
    private final int fields;
    private final boolean guarded;
    private final Instant now;

    RowChecks(
            Format format, Mapping mapping, Vertical vertical, Source source, Reach reach, Limits limits, Instant now) {
        this.parser = RowParser.of(format, limits);
        this.checks = new Checks(vertical, source, reach, mapping.reaches(Target.CONSENT_CHANNELS));
        this.slots = mapping.slots(vertical);
        this.fields = vertical.fields().size();
        this.guarded = RejectFile.cameFromHere(format);
        this.now = now;
    }

    List<Read> read(Block block) {
        List<Row> rows = parser.parse(block);
        List<Read> read = new ArrayList<>(rows.size());
        for (Row row : rows) read.add(read(row));
        return read;
    }

    private Read read(Row row) {
        if (row.fault() != null) return new Read(row, new Verdict.Faulty(List.of(row.fault())));
        Row plain = guarded ? unguarded(row) : row;
        var draft = new Draft(plain.number(), fields);
        for (int i = 0; i < slots.length; i++)
            if (slots[i] >= 0) draft.put(slots[i], plain.cells().get(i));
        return new Read(plain, checks.check(draft, now));
    }

    private static Row unguarded(Row row) {
        List<@Nullable String> cells = new ArrayList<>(row.cells().size());
        for (String cell : row.cells()) cells.add(cell == null ? null : SafeCell.read(cell));
        return new Row(row.number(), cells, null);
    }
}
