package dev.galena.market.intake;

import dev.galena.db.Tx;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import net.jpountz.lz4.LZ4Factory;

/** The bytes of an upload in pieces of about 1 MB: packed by LZ4, then sealed under the batch's key. */
final class Chunks {
    static final int BYTES = 1 << 20;
    private static final char KIND = 'c';
    private static final LZ4Factory LZ4 = LZ4Factory.fastestJavaInstance();

    void add(Tx tx, BatchKey key, int n, byte[] sealed) {
        tx.run("insert into market.batch_chunk (batch_id, n, sealed) values ($1, $2, $3)", key.batchId(), n, sealed);
    }

    Optional<byte[]> find(Tx tx, UUID batchId, int n) {
        return tx.rows("select sealed from market.batch_chunk where batch_id = $1 and n = $2", batchId, n).stream()
                .findFirst()
                .map(row -> row.getBuffer(0).getBytes());
    }

    void removeAll(Tx tx, UUID batchId) {
        tx.run("delete from market.batch_chunk where batch_id = $1", batchId);
    }

    static byte[] seal(BatchKey key, int n, byte[] bytes, int length) {
        var packer = LZ4.fastCompressor();
        byte[] packed = new byte[4 + packer.maxCompressedLength(length)];
        ByteBuffer.wrap(packed).putInt(length);
        int size = packer.compress(bytes, 0, length, packed, 4);
        return key.seal(KIND, n, Arrays.copyOf(packed, 4 + size));
    }

    static byte[] open(BatchKey key, int n, byte[] sealed) {
        byte[] packed = key.open(KIND, n, sealed);
        int length = ByteBuffer.wrap(packed).getInt();
        if (length < 0 || length > BYTES) throw new IllegalStateException("a chunk of " + length + " bytes");
        byte[] bytes = new byte[length];
        LZ4.safeDecompressor().decompress(packed, 4, packed.length - 4, bytes, 0);
        return bytes;
    }
}
