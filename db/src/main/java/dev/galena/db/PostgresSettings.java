package dev.galena.db;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What we ask of an embedded server beyond its defaults; fsync, synchronous_commit and full_page_writes stay on. */
final class PostgresSettings {
    private static final long MIB = 1 << 20;

    private PostgresSettings() {}

    /** The text of the included file; {@code overrides} win. */
    static String text(int port, Map<String, String> overrides) {
        Map<String, String> settings = usual();
        settings.putAll(overrides);
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        var text = new StringBuilder("# Written anew at each start.\n");
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    private static Map<String, String> usual() {
        long memory = memoryBytes() / MIB;
        Map<String, String> s = new LinkedHashMap<>();
        s.put("max_connections", "200");
        s.put("shared_buffers", Math.clamp(memory / 4, 64, 512) + "MB");
        s.put("effective_cache_size", Math.max(memory / 2, 256) + "MB");
        s.put("random_page_cost", "1.1");
        s.put("jit", "off"); // pays only in long reports
        s.put("max_wal_size", "4GB");
        s.put("min_wal_size", "512MB");
        s.put("wal_compression", "pglz"); // this build has neither zstd nor lz4
        s.put("checkpoint_timeout", "15min");
        s.put("timezone", "UTC");
        s.put("log_timezone", "UTC");
        s.put("default_text_search_config", "pg_catalog.simple");
        s.put("logging_collector", "on");
        s.put("log_filename", "postgresql-%a.log"); // a week, then over again
        s.put("log_truncate_on_rotation", "on");
        s.put("log_rotation_size", "0");
        // Logs hold no personal data: neither parameters nor the key of a violated constraint.
        s.put("log_parameter_max_length", "0");
        s.put("log_parameter_max_length_on_error", "0");
        s.put("log_error_verbosity", "terse");
        return s;
    }

    /** As the container allows it. */
    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 1024 * MIB;
    }
}
