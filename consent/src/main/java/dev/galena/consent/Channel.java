package dev.galena.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A way to reach a person that the person agreed to. Stored as bits. */
public enum Channel {
    CALL(1),
    /** A call or text by an automatic telephone dialing system. */
    AUTODIALED(2),
    /** An artificial or prerecorded voice. */
    PRERECORDED(4),
    SMS(8),
    EMAIL(16);

    static final int ALL_BITS = 31;

    private final int bit;

    Channel(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** As written in files, the API and rule sets: {@code call}, {@code autodialed} … */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> byCode(String code) {
        for (var channel : values()) {
            if (channel.code().equals(code)) return Optional.of(channel);
        }
        return Optional.empty();
    }

    public static int bits(Collection<Channel> channels) {
        int bits = 0;
        for (var channel : channels) {
            bits |= channel.bit;
        }
        return bits;
    }

    /** In the order of declaration. */
    static List<String> codes(Set<Channel> channels) {
        var codes = new ArrayList<String>(channels.size());
        for (var channel : values()) {
            if (channels.contains(channel)) codes.add(channel.code());
        }
        return codes;
    }

    public static Set<Channel> of(int bits) {
        var channels = EnumSet.noneOf(Channel.class);
        for (var channel : values()) {
            if ((bits & channel.bit) != 0) channels.add(channel);
        }
        return channels;
    }
}
