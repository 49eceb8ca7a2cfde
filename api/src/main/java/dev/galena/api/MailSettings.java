package dev.galena.api;

import dev.galena.billing.mail.Smtp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where documents are sent through: {@code GALENA_SMTP}, and a file with the password of the user in it. */
final class MailSettings {

    private static final String SERVER = "smtp://user@host:587, smtps://user@host:465 or smtp+plain://host:25";

    private MailSettings() {}

    /** Null: nothing is sent. */
    static @Nullable Smtp read(Settings settings) {
        var server = settings.readOrNull("GALENA_SMTP", SERVER, text -> {
            var uri = URI.create(text);
            Smtp.of(uri, null, "");
            return uri;
        });
        var file = settings.readOrNull("GALENA_SMTP_PASSWORD_FILE", "a file", Path::of);
        var from = settings.readOrNull("GALENA_MAIL_FROM", "an address", MailSettings::address);
        if (server == null) return null;
        if (from == null) settings.problem("GALENA_SMTP needs GALENA_MAIL_FROM, the address that mail comes from");
        if ((server.getUserInfo() == null) != (file == null))
            settings.problem("GALENA_SMTP_PASSWORD_FILE goes with a user in GALENA_SMTP");
        return from == null ? null : Smtp.of(server, file == null ? null : password(settings, file), from);
    }

    private static String address(String text) {
        if (!text.matches("[^@\\s<>\",;]+@[^@\\s<>\",;]+")) throw new IllegalArgumentException("no address");
        return text;
    }

    private static @Nullable String password(Settings settings, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            settings.problem("GALENA_SMTP_PASSWORD_FILE cannot be read");
            return null;
        }
    }
}
