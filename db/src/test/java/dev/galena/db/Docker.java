package dev.galena.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks Docker whether it has an image, before Testcontainers spends minutes on retries. */
final class Docker {
    private static final String RYUK = "testcontainers/ryuk";

    private Docker() {}

    /** Why a container of this image cannot be had at once, or nothing. */
    static Optional<String> obstacleTo(String image) {
        String host = Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
        URI uri = URI.create(host);
        if (uri.getScheme() == null) return Optional.of("DOCKER_HOST is not a URL");
        boolean unix = uri.getScheme().equals("unix");
        if (unix && !Files.exists(Path.of(uri.getPath()))) return Optional.of("no Docker socket");
        SocketAddress address =
                unix ? UnixDomainSocketAddress.of(uri.getPath()) : new InetSocketAddress(uri.getHost(), uri.getPort());
        try {
            if (!get(address, "/images/" + image + "/json").startsWith("200"))
                return Optional.of("Docker lacks the image " + image);
            // Testcontainers starts a container of its own that cleans up after a killed JVM.
            boolean alone = Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
            String filter = URLEncoder.encode("{\"reference\":[\"" + RYUK + "\"]}", UTF_8);
            if (!alone && !get(address, "/images/json?filters=" + filter).contains("\"" + RYUK))
                return Optional.of("Docker lacks " + RYUK + "; TESTCONTAINERS_RYUK_DISABLED=true does without it");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Docker does not answer: " + e.getMessage());
        }
    }

    /** The answer from its status code on. */
    private static String get(SocketAddress address, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(UTF_8)));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
            return answer.substring(answer.indexOf(' ') + 1);
        }
    }
}
