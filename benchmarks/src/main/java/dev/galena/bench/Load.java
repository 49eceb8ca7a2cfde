package dev.galena.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP/1.1 requests over kept connections, one at a time each, from one thread: it shares the cores with the server,
 * so it does as little as it can. Reads the status and skips the body.
 */
final class Load {

    /** Makes the n-th request, from 0; null: no more. */
    interface Source {
        byte @Nullable [] request(long n);
    }

    /**
     * What came of a load.
     *
     * @param statuses how many answers had which status
     * @param micros response times
     */
    record Result(Map<Integer, Long> statuses, Histogram micros, double seconds) {
        long of(int status) {
            return statuses.getOrDefault(status, 0L);
        }

        double perSecond() {
            return statuses.values().stream().mapToLong(Long::longValue).sum() / seconds;
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private static final long OPEN_STEP_NANOS = 50_000;

    private final InetSocketAddress server;
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Histogram micros = new Histogram(60_000_000L, 3);
    private final Source source;
    private long sent;
    private boolean exhausted;
    private boolean measuring;

    private Load(int port, Source source) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.source = source;
    }

    /** Each connection sends its next request as soon as it has the answer; what comes before the warm-up's end is not counted. */
    static Result closed(int port, int connections, double warmSeconds, double seconds, Source source)
            throws IOException {
        var load = new Load(port, source);
        try (Selector selector = Selector.open()) {
            load.connect(selector, connections);
            long start = System.nanoTime();
            long from = start + (long) (warmSeconds * 1e9);
            long end = from + (long) (seconds * 1e9);
            long began = start;
            for (Connection connection : load.connections) load.send(connection, System.nanoTime());
            while (load.busy() > 0) {
                selector.select(1_000);
                long now = System.nanoTime();
                if (!load.measuring && now >= from) {
                    load.measuring = true;
                    began = now;
                }
                boolean more = now < end;
                for (SelectionKey key : selector.selectedKeys()) {
                    var connection = (Connection) key.attachment();
                    if (load.read(connection) && more) load.send(connection, System.nanoTime());
                }
                selector.selectedKeys().clear();
                if (!more) break;
            }
            double measured = (System.nanoTime() - began) / 1e9;
            return new Result(load.statuses, load.micros, measured);
        } finally {
            load.close();
        }
    }

    /** So many requests a second whatever the answers do; times count from when a request was due. */
    static Result open(int port, int connections, double perSecond, double warmSeconds, double seconds, Source source)
            throws IOException {
        var load = new Load(port, source);
        try (Selector selector = Selector.open()) {
            load.connect(selector, connections);
            load.idle.addAll(load.connections);
            long start = System.nanoTime();
            long from = start + (long) (warmSeconds * 1e9);
            long end = from + (long) (seconds * 1e9);
            double gap = 1e9 / perSecond;
            long due = 0;
            while (true) {
                long now = System.nanoTime();
                load.measuring = now >= from;
                if (now >= end || (load.exhausted && load.busy() == 0)) break;
                while (!load.idle.isEmpty() && start + (long) (due * gap) <= now) {
                    load.send(load.idle.poll(), start + (long) (due * gap));
                    due++;
                }
                if (selector.selectNow() == 0) {
                    LockSupport.parkNanos(OPEN_STEP_NANOS);
                    continue;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    var connection = (Connection) key.attachment();
                    if (load.read(connection)) load.idle.add(connection);
                }
                selector.selectedKeys().clear();
            }
            return new Result(load.statuses, load.micros, seconds);
        } finally {
            load.close();
        }
    }

    private static final class Connection {
        final SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        long since;
        boolean waiting;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private void connect(Selector selector, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            var connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    private long busy() {
        return connections.stream().filter(c -> c.waiting).count();
    }

    private void send(Connection connection, long since) throws IOException {
        byte[] request = source.request(sent);
        if (request == null) {
            exhausted = true;
            return;
        }
        sent++;
        connection.since = since;
        connection.waiting = true;
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) connection.channel.write(out);
    }

    /** True when the answer is complete. */
    private boolean read(Connection connection) throws IOException {
        if (connection.channel.read(connection.in) < 0) throw new IOException("the server closed a connection");
        byte[] bytes = connection.in.array();
        int length = connection.in.position();
        int body = endOfHead(bytes, length);
        if (body < 0 || length < body + contentLength(bytes, body)) return false;
        if (measuring) {
            int status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
            statuses.merge(status, 1L, Long::sum);
            micros.recordValue(Math.min(59_000_000, (System.nanoTime() - connection.since) / 1000));
        }
        connection.in.clear();
        connection.waiting = false;
        return true;
    }

    private static int endOfHead(byte[] bytes, int length) {
        for (int i = 12; i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 2] == '\r' && bytes[i + 1] == '\n' && bytes[i + 3] == '\n') return i + 4;
        }
        return -1;
    }

    private static int contentLength(byte[] bytes, int end) {
        String name = "content-length:";
        for (int i = 12; i < end - name.length(); i++) {
            if (bytes[i] != '\n') continue;
            int j = 0;
            while (j < name.length() && (bytes[i + 1 + j] | 0x20) == (name.charAt(j) | 0x20)) j++;
            if (j < name.length()) continue;
            int value = 0;
            for (int k = i + 1 + j; bytes[k] != '\r'; k++) if (bytes[k] != ' ') value = value * 10 + bytes[k] - '0';
            return value;
        }
        return 0;
    }

    private void close() throws IOException {
        for (Connection connection : connections) connection.channel.close();
    }
}
