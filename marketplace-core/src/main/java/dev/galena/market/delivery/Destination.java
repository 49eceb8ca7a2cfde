package dev.galena.market.delivery;

import com.ibm.icu.text.IDNA;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a webhook goes, as a party wrote it: only what every reader of URLs understands alike is let through.
 *
 * @param host ASCII name without a trailing dot, dotted IPv4 or bare IPv6
 * @param path with its query, at least "/"
 */
record Destination(boolean https, String host, int port, String path) {
    private static final int CHARS_MAX = 2000;
    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#]*)([/?][^#]*)?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\[\\]:@%\\\\]+)(?::([0-9]{1,5}))?");
    private static final Pattern REST = Pattern.compile("[!-~&&[^\\\\]]*");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern OCTETS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    /** HTTPS and its usual alternatives: a webhook must not speak to a mail server or a database. */
    private static final Set<Integer> PORTS = Set.of(443, 4443, 8443, 9443);

    private static final IDNA NAMES = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /**
     * Reads an address.
     *
     * @param development lets plain http and any port through, so that a server on this machine can be reached
     * @throws Refused with the reason
     */
    static Destination parse(String url, boolean development) {
        if (url.length() > CHARS_MAX) throw new Refused("url-too-long");
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) throw new Refused("url-invalid");
        boolean https = parts.group(1).equalsIgnoreCase("https");
        if (!https && !development) throw new Refused("url-not-https");
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) throw new Refused("url-host-invalid");
        int port = authority.group(2) == null ? (https ? 443 : 80) : Integer.parseInt(authority.group(2));
        if (development ? port < 1 || port > 65_535 : !PORTS.contains(port)) throw new Refused("url-port-refused");
        String rest = parts.group(3) == null ? "/" : parts.group(3);
        if (!REST.matcher(rest).matches()) throw new Refused("url-invalid");
        return new Destination(https, host(authority.group(1)), port, rest.startsWith("?") ? "/" + rest : rest);
    }

    boolean hostIsAddress() {
        return host.indexOf(':') >= 0 || OCTETS.matcher(host).matches();
    }

    /** For the Host header. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }

    private static String host(String written) {
        if (written.startsWith("[")) return six(written.substring(1, written.length() - 1));
        // Full-width digits, circled letters and ideographic dots become what a browser makes of them, then are judged.
        var info = new IDNA.Info();
        String name =
                NAMES.nameToASCII(written, new StringBuilder(), info).toString().toLowerCase(Locale.ROOT);
        boolean ascii = written.chars().allMatch(c -> c < 128);
        if (info.hasErrors() && !ascii) throw new Refused("url-host-invalid");
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        if (OCTETS.matcher(name).matches()) return name;
        // A last label in digits or 0x… makes resolvers read 127.1, 0177.1 or 2130706433 as addresses: no name ends so.
        if (!NAME.matcher(name).matches()) throw new Refused("url-host-invalid");
        return name;
    }

    private static String six(String literal) {
        String last = literal.substring(literal.lastIndexOf(':') + 1);
        if (last.indexOf('.') >= 0 && !OCTETS.matcher(last).matches()) throw new Refused("url-host-invalid");
        try {
            return InetAddress.ofLiteral(literal) instanceof Inet6Address address
                    ? address.getHostAddress()
                    : InetAddress.ofLiteral(literal).getHostAddress(); // v4-mapped
        } catch (IllegalArgumentException e) {
            throw new Refused("url-host-invalid");
        }
    }

    /** Why a URL or its address is not let through; a stable code, and nothing of what was found out about the inside. */
    static final class Refused extends RuntimeException {
        Refused(String code) {
            super(code, null, false, false);
        }

        String code() {
            return String.valueOf(getMessage());
        }
    }
}
