package dev.galena.market.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address a webhook is sent to. A name is resolved once, every address it has must be public, and the connection
 * goes to one of those found, so a name that changes its answer between check and use gains nothing.
 *
 * <p>Public is what IANA's special-purpose registries (RFC 6890 and successors) do not set aside, less the two clouds'
 * metadata services that live among public addresses.
 */
final class PublicAddress {
    private static final List<Block> CLOSED_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32"); // Azure's wire server
    /** All else of IPv6 is not global unicast. */
    private static final Block OPEN_6 = Block.of("2000::/3");

    private static final List<Block> CLOSED_6 =
            blocks("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20");

    /** Addresses that carry an IPv4 address, and where: mapped, NAT64, 6to4. The one inside decides. */
    private static final List<Carrier> CARRIERS =
            List.of(new Carrier(Block.of("64:ff9b::/96"), 12), new Carrier(Block.of("2002::/16"), 2));

    private final Names names;
    private final boolean development;

    /** The system's resolver, or in tests one that lies. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** {@code development} lets this machine's own loopback addresses through as well, and nothing else. */
    PublicAddress(Names names, boolean development) {
        this.names = names;
        this.development = development;
    }

    static PublicAddress bySystem(boolean development) {
        return new PublicAddress(InetAddress::getAllByName, development);
    }

    /**
     * Waits for the resolver.
     *
     * @param turn picks among several addresses, so that a repeated attempt tries another
     * @throws Destination.Refused with the reason
     */
    InetAddress of(Destination destination, int turn) {
        InetAddress[] found;
        try {
            found = destination.hostIsAddress()
                    ? new InetAddress[] {InetAddress.ofLiteral(destination.host())}
                    : names.addresses(destination.host());
        } catch (UnknownHostException e) {
            throw new Destination.Refused("host-unknown");
        }
        if (found.length == 0) throw new Destination.Refused("host-unknown");
        if (!Arrays.stream(found).allMatch(this::allowed)) throw new Destination.Refused("address-not-public");
        return found[Math.floorMod(turn, found.length)];
    }

    private boolean allowed(InetAddress address) {
        return isPublic(address) || (development && address.isLoopbackAddress());
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) return CLOSED_4.stream().noneMatch(b -> b.holds(bytes));
        Optional<InetAddress> inside = CARRIERS.stream()
                .flatMap(c -> Stream.ofNullable(c.inside(bytes)))
                .findFirst();
        if (inside.isPresent()) return isPublic(inside.get());
        boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
        return OPEN_6.holds(bytes) && !isatap && CLOSED_6.stream().noneMatch(b -> b.holds(bytes));
    }

    private static List<Block> blocks(String... written) {
        return Arrays.stream(written).map(Block::of).toList();
    }

    private record Carrier(Block block, int offset) {
        @Nullable
        InetAddress inside(byte[] six) {
            if (!block.holds(six)) return null;
            try {
                return InetAddress.getByAddress(Arrays.copyOfRange(six, offset, offset + 4));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e); // four bytes are always an address
            }
        }
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // private and never compared
    private record Block(byte[] start, int bits) {
        static Block of(String written) {
            int slash = written.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(written.substring(0, slash)).getAddress(),
                    Integer.parseInt(written.substring(slash + 1)));
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) return false;
            }
            return true;
        }
    }
}
