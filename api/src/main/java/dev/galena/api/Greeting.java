package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.market.party.FirstStart.DemoParty;
import dev.galena.market.party.FirstStart.Opened;
import dev.galena.market.party.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the person at the terminal is told; never the log. The operator's password is shown once and kept nowhere. The demo's keys and
 * log-ins open play money only, so they stay in files beside the data that none but its owner may read: a demo should still work tomorrow.
 */
record Greeting(Config config) {
    private Path keysFile() {
        return config.data().resolve("demo-keys.txt");
    }

    private Path peopleFile() {
        return config.data().resolve("demo-logins.txt");
    }

    void print(Optional<Opened> opened, PrintStream out) throws IOException {
        out.println("Galena is open at " + config.publicUrl() + "  (console: /console, API: /docs, machine room: port "
                + config.managementPort() + ")");
        if (opened.isPresent()) {
            first(opened.get(), out);
        } else if (Files.exists(keysFile())) {
            out.println("Keys of the demo parties: " + keysFile() + ", their log-ins: " + peopleFile());
        } else {
            out.println("First password and keys were shown at the first start. More keys: POST /v1/api-keys");
        }
    }

    private void first(Opened opened, PrintStream out) throws IOException {
        out.println();
        out.println("Operator, shown this once: " + opened.email() + "  " + opened.password());
        if (!opened.demo().isEmpty()) {
            var people = people(opened);
            keep(peopleFile(), people);
            out.println("Log-ins of the demo, play money (kept in " + peopleFile() + "):");
            out.print(people);
            var keys = lines(opened.demo());
            keep(keysFile(), keys);
            out.println("Keys of the demo parties (kept in " + keysFile() + "):");
            out.print(keys);
        }
        out.println();
    }

    private static String lines(List<DemoParty> demo) {
        return demo.stream()
                .map(one -> "  %-24s %-11s %s%n"
                        .formatted(
                                one.party().name(),
                                roles(one.party().roles()),
                                one.key().text()))
                .collect(Collectors.joining());
    }

    private static String people(Opened opened) {
        return opened.demo().stream()
                .map(one -> "  %-24s %-11s %-36s %s%n"
                        .formatted(one.party().name(), roles(one.party().roles()), one.email(), opened.demoPassword()))
                .collect(Collectors.joining());
    }

    private static String roles(Set<Role> roles) {
        return roles.stream().map(Role::code).sorted().collect(Collectors.joining(","));
    }

    private void keep(Path file, String lines) throws IOException {
        Files.createDirectories(config.data());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, lines, UTF_8, StandardOpenOption.WRITE);
    }
}
