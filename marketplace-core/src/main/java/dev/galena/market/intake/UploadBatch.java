package dev.galena.market.intake;

import dev.galena.consent.DataKey;
import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.vertical.Vertical;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a file as it arrives, sealed piece by piece, and queues it once it is complete and can be read. Memory stays at a
 * few megabytes whatever the size of the file; whoever sends too fast waits.
 */
public final class UploadBatch {
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    /**
     * What is said of a file beside its bytes.
     *
     * @param mapping column → target; null: the column is ignored. Columns not named are guessed
     */
    public record Request(
            UUID sellerId,
            String source,
            Vertical vertical,
            boolean dryRun,
            String contentType,
            Map<String, @Nullable String> mapping) {}

    public sealed interface Outcome {
        record Queued(UUID batchId) implements Outcome {}

        /** The same bytes came from this source before. */
        record Same(UUID batchId) implements Outcome {}

        record SourceUnknown() implements Outcome {}

        /** The mapping names something that is neither a target nor a field of the vertical. */
        record TargetUnknown(String target) implements Outcome {}

        /** The seller has a key in force and did not sign. */
        record SignatureMissing() implements Outcome {}

        /** Not the seller's key in force, over these bytes, now. */
        record SignatureWrong() implements Outcome {}

        /** Not a file that can be read as a whole; nothing of it is kept. */
        record Unreadable(String code, String detail) implements Outcome {}
    }

    private final Database database;
    private final MasterKey master;
    private final Batches batches;
    private final Chunks chunks;
    private final Sources sources;
    private final Signatures signatures;
    private final Limits limits;
    private final Runnable queued;
    private final InstantSource clock;

    UploadBatch(
            Database database,
            MasterKey master,
            Batches batches,
            Chunks chunks,
            Sources sources,
            Signatures signatures,
            Limits limits,
            Runnable queued,
            InstantSource clock) {
        this.database = database;
        this.master = master;
        this.batches = batches;
        this.chunks = chunks;
        this.sources = sources;
        this.signatures = signatures;
        this.limits = limits;
        this.queued = queued;
        this.clock = clock;
    }

    /** The same of a file that nobody signed. */
    public Outcome upload(Request request, InputStream body) throws IOException {
        return upload(request, null, body);
    }

    /**
     * Reads the body to its end, unless the answer is clear before.
     *
     * @throws IOException when the sender goes away; nothing is kept then
     */
    public Outcome upload(Request request, @Nullable Signed signed, InputStream body) throws IOException {
        for (String target : request.mapping().values())
            if (target != null && !Mapping.known(target, request.vertical())) return new Outcome.TargetUnknown(target);
        Optional<Source> source = database.read(tx -> sources.find(tx, request.sellerId(), request.source()));
        if (source.isEmpty()) return new Outcome.SourceUnknown();
        if (database.read(tx -> signatures.missing(tx, request.sellerId(), signed)))
            return new Outcome.SignatureMissing();
        Instant begun = clock.instant();
        var raw = new DigestInputStream(body, sha256());
        BatchKey key = begin(request, source.get());
        boolean kept = false;
        try {
            var file = receive(request, key, raw);
            if (signed != null)
                raw.transferTo(OutputStream.nullOutputStream()); // what follows the end of an archive was signed too
            byte[] sent = raw.getMessageDigest().digest();
            Outcome outcome = queue(request, source.get(), key.batchId(), file, new Sent(signed, sent, begun));
            kept = outcome instanceof Outcome.Queued;
            if (kept) queued.run();
            return outcome;
        } catch (BadFile e) {
            return new Outcome.Unreadable(e.code(), e.detail());
        } finally {
            if (!kept) forget(key.batchId());
        }
    }

    private BatchKey begin(Request request, Source source) {
        UUID id = Id.next();
        DataKey key = DataKey.fresh();
        Vertical vertical = request.vertical();
        String type = request.contentType()
                .substring(0, Math.min(100, request.contentType().length()));
        var batch = new Batches.New(id, source, vertical.id(), vertical.version(), request.dryRun(), type);
        database.inTx(tx -> {
            batches.removeAbandoned(tx, clock.instant().minus(ABANDONED_AFTER));
            batches.add(tx, batch, master.wrap(key, BatchKey.context(id)), clock.instant());
            return true;
        });
        return new BatchKey(id, key);
    }

    /** A file that is stored: the digest of what it holds, unpacked. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Received(byte[] sha256, long bytes, Format format, long rowsEstimate) {}

    /** How it came: the digest of the bytes on the way, and what they were signed with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Sent(@Nullable Signed signed, byte[] sha256, Instant begun) {}

    private Received receive(Request request, BatchKey key, InputStream body) throws IOException {
        MessageDigest sha256 = sha256();
        var tally = new Utf8Tally();
        var writer = new ChunkWriter(database, chunks, key);
        byte[] head = new byte[0];
        byte[] buffer = new byte[Chunks.BYTES];
        long bytes;
        try (var unpacked = new Unpacked(body, limits)) {
            for (int n = unpacked.read(buffer, buffer.length); n > 0; n = unpacked.read(buffer, buffer.length)) {
                if (head.length == 0) head = Arrays.copyOf(buffer, Math.min(n, Sniffer.HEAD_BYTES));
                sha256.update(buffer, 0, n);
                tally.add(buffer, 0, n);
                writer.add(buffer, n);
            }
            bytes = unpacked.bytes();
        } finally {
            writer.finish();
        }
        if (bytes == 0) throw new BadFile("file-empty", "the file holds no row");
        Format format = new Sniffer(limits).sniff(head, bytes == head.length, tally, request.contentType());
        return new Received(sha256.digest(), bytes, format, estimate(head, bytes));
    }

    private Outcome queue(Request request, Source source, UUID id, Received file, Sent sent) {
        Vertical vertical = request.vertical();
        return database.inTx(tx -> {
            var checked = signatures.check(
                    tx, request.sellerId(), sent.signed(), sent.sha256(), sent.begun(), clock.instant());
            if (checked instanceof Signatures.Checked.Missing) return new Outcome.SignatureMissing();
            if (!(checked instanceof Signatures.Checked.Good(var submission))) return new Outcome.SignatureWrong();
            Optional<UUID> same =
                    request.dryRun() ? Optional.empty() : batches.same(tx, source.id(), vertical.id(), file.sha256());
            if (same.isPresent()) return new Outcome.Same(same.get());
            Map<String, @Nullable String> remembered = sources.mapping(tx, source.id(), vertical.code());
            Mapping mapping = new GuessMapping(vertical, request.mapping(), remembered).of(file.format());
            if (!mapping.reaches(Target.PHONE) && !mapping.reaches(Target.EMAIL))
                return new Outcome.Unreadable(
                        "mapping-incomplete",
                        "no column is known to hold a telephone number or an e-mail address; give a mapping");
            batches.queue(tx, id, file.sha256(), file.bytes(), file.format(), mapping, file.rowsEstimate());
            if (submission != null) batches.sign(tx, id, submission);
            return new Outcome.Queued(id);
        });
    }

    private void forget(UUID id) {
        database.inTx(tx -> {
            batches.remove(tx, id);
            return true;
        });
    }

    /** By the line ends of the beginning; the exact number is known at the end. */
    private static long estimate(byte[] head, long bytes) {
        long lines = 0;
        for (byte b : head) if (b == '\n') lines++;
        return Math.max(1, Math.round((double) bytes * Math.max(1, lines) / head.length));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
