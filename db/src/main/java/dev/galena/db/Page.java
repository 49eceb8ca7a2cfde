package dev.galena.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list ordered by a value and then by id. The next page starts behind a row, not at a number, so rows that
 * come and go neither shift nor repeat others.
 *
 * @param size rows wanted, 1 to 500
 * @param after the last row of the page before, or null for the first page
 */
public record Page(int size, @Nullable Cursor after) {
    public static final int SIZE_MAX = 500;
    private static final int SORT_BYTES_MAX = 1_000;

    public Page {
        if (size < 1 || size > SIZE_MAX) throw new IllegalArgumentException("a page has 1 to 500 rows, not " + size);
    }

    /** A place in a list: the sort value as PostgreSQL or Java prints it, and the id that breaks ties. */
    public record Cursor(String sort, UUID id) {}

    /**
     * Rows of a page.
     *
     * @param next opaque text for the next page, or null at the end
     */
    public record Slice<T>(List<T> rows, @Nullable String next) {}

    public static Page first(int size) {
        return new Page(size, null);
    }

    /**
     * The page behind a cursor, or nothing when the text is not a cursor that we wrote for this order.
     *
     * @param order names the list and its sort column, e.g. {@code listing.price}: a cursor fits no other
     */
    public static Optional<Page> after(String order, int size, @Nullable String cursor) {
        if (cursor == null) return Optional.of(first(size));
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < 20 || bytes.length > 20 + SORT_BYTES_MAX) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != checksum(order, bytes)) return Optional.empty();
        UUID id = new UUID(in.getLong(), in.getLong());
        return Optional.of(new Page(size, new Cursor(UTF_8.decode(in).toString(), id)));
    }

    /** Rows behind the cursor where both columns ascend. */
    public <S> Condition ascending(Field<S> sort, Field<UUID> id) {
        if (after == null) return noCondition();
        return row(sort, id).gt(row(val(after.sort(), sort), val(after.id(), id)));
    }

    /** Rows behind the cursor where both columns descend. */
    public <S> Condition descending(Field<S> sort, Field<UUID> id) {
        if (after == null) return noCondition();
        return row(sort, id).lt(row(val(after.sort(), sort), val(after.id(), id)));
    }

    /** How many rows to ask for: one more than the page holds tells whether there is a next one. */
    public int limit() {
        return size + 1;
    }

    /** Cuts what {@link #limit} brought down to the page and, if more was there, writes the cursor of its last row. */
    public <T> Slice<T> cut(String order, List<T> rows, Function<? super T, Cursor> place) {
        if (rows.size() <= size) return new Slice<>(List.copyOf(rows), null);
        List<T> page = List.copyOf(rows.subList(0, size));
        return new Slice<>(page, text(order, place.apply(page.getLast())));
    }

    private static String text(String order, Cursor cursor) {
        byte[] sort = cursor.sort().getBytes(UTF_8);
        if (sort.length > SORT_BYTES_MAX) throw new IllegalArgumentException("too long to sort by");
        byte[] bytes = ByteBuffer.allocate(20 + sort.length)
                .putInt(0)
                .putLong(cursor.id().getMostSignificantBits())
                .putLong(cursor.id().getLeastSignificantBits())
                .put(sort)
                .array();
        ByteBuffer.wrap(bytes).putInt(checksum(order, bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Catches accidents and idle edits; a cursor grants nothing, so it needs no secret. */
    private static int checksum(String order, byte[] bytes) {
        var crc = new CRC32C();
        crc.update(order.getBytes(UTF_8));
        crc.update(bytes, 4, bytes.length - 4);
        return (int) crc.getValue();
    }
}
