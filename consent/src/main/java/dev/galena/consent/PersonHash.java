package dev.galena.consent;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;

/** The keyed hash of a telephone number (kind 1) or of an e-mail address (kind 2). */
record PersonHash(short kind, long high, long low) implements Comparable<PersonHash> {

    private static final short PHONE = 1;
    private static final short EMAIL = 2;

    /** The telephone number first: it decides where the two disagree. */
    static List<PersonHash> of(MasterKey master, Identity identity) {
        var phone = identity.phoneE164();
        var email = identity.email();
        if (phone == null) return List.of(hash(master, EMAIL, "email", email == null ? "" : email));
        var byPhone = hash(master, PHONE, "phone", phone);
        return email == null ? List.of(byPhone) : List.of(byPhone, hash(master, EMAIL, "email", email));
    }

    private static PersonHash hash(MasterKey master, short kind, String domain, String value) {
        var bytes = ByteBuffer.wrap(master.lookup(domain, value));
        return new PersonHash(kind, bytes.getLong(), bytes.getLong());
    }

    static PersonHash stored(short kind, Buffer bytes) {
        return new PersonHash(kind, bytes.getLong(0), bytes.getLong(8));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public int compareTo(PersonHash other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
