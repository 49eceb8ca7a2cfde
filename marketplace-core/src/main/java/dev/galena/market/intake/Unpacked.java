package dev.galena.market.intake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of an upload as the file had them: unpacked where they are gzip, and never more than the limits allow. */
final class Unpacked implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    /** A file of this size may grow as it likes: a short text of blanks does so lawfully. */
    private static final long INFLATION_FREE_BYTES = 64L << 20;

    private final Counting raw;
    private final InputStream in;
    private final boolean packed;
    private final Limits limits;
    private long bytes;

    Unpacked(InputStream body, Limits limits) throws IOException {
        this.limits = limits;
        this.raw = new Counting(body);
        var ahead = new PushbackInputStream(raw, 2);
        byte[] magic = ahead.readNBytes(2);
        ahead.unread(magic);
        this.packed = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        if (magic.length == 2 && magic[0] == 'P' && magic[1] == 'K')
            throw new BadFile("unknown-format", "a ZIP archive or a workbook; save it as CSV");
        this.in = packed ? gunzip(ahead) : ahead;
    }

    private static InputStream gunzip(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (ZipException | EOFException e) {
            throw damaged(0);
        }
    }

    /** As {@link InputStream#readNBytes(byte[], int, int)}; fewer than asked for means the end. */
    int read(byte[] into, int length) throws IOException {
        int n;
        try {
            n = in.readNBytes(into, 0, length);
        } catch (ZipException | EOFException e) {
            throw damaged(bytes);
        }
        bytes += n;
        if (bytes > limits.bytesMax()) throw new BadFile("file-too-large", "more than " + limits.bytesMax() + " bytes");
        if (packed && bytes > INFLATION_FREE_BYTES && bytes / Math.max(1, raw.bytes) > limits.inflationMax())
            throw new BadFile("gzip-bomb", "grows more than " + limits.inflationMax() + " times when unpacked");
        return n;
    }

    private static BadFile damaged(long at) {
        return new BadFile("gzip-damaged", "cut off or damaged after " + at + " bytes of text");
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counting extends FilterInputStream {
        long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) bytes++;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            if (n > 0) bytes += n;
            return n;
        }
    }
}
