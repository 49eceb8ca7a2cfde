package dev.galena.billing.mail;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes our mail. Its text has no secrets.
 *
 * @param security plain only where the server is this machine or the network is trusted
 * @param from the sender's address
 */
public record Smtp(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        String from) {

    /** How the connection is kept from readers. */
    public enum Security {
        PLAIN,
        /** Asked for after a plain greeting, and required. */
        STARTTLS,
        TLS
    }

    private static final Map<String, Security> SCHEMES =
            Map.of("smtp+plain", Security.PLAIN, "smtp", Security.STARTTLS, "smtps", Security.TLS);

    /** From {@code smtp://user@host:587} (STARTTLS), {@code smtps://user@host:465} (TLS) or {@code smtp+plain://host:25}. */
    public static Smtp of(URI server, @Nullable String password, String from) {
        var security = SCHEMES.get(String.valueOf(server.getScheme()));
        if (security == null || server.getHost() == null || !server.getRawPath().isEmpty() || badUser(server))
            throw new IllegalArgumentException("no mail server: " + server.getScheme());
        int port = server.getPort() >= 0
                ? server.getPort()
                : switch (security) {
                    case PLAIN -> 25;
                    case STARTTLS -> 587;
                    case TLS -> 465;
                };
        return new Smtp(server.getHost(), port, security, server.getUserInfo(), password, from);
    }

    /** A password belongs in a file. */
    private static boolean badUser(URI server) {
        return server.getUserInfo() != null && server.getUserInfo().contains(":");
    }

    @Override
    public String toString() {
        return "Smtp[" + security + " " + host + ":" + port + ", from " + from + "]";
    }
}
