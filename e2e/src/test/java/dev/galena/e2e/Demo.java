package dev.galena.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class one market and one browser. */
final class Demo implements ParameterResolver {

    /** Open as long as the class has tests. */
    record Open(Galena galena, Chromium chromium, Path folder) implements AutoCloseable {
        static Open now() {
            try {
                var folder = Files.createTempDirectory("galena-demo");
                return new Open(new Galena(folder.resolve("data")), new Chromium(), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            chromium.close();
            galena.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Open.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(Namespace.create(Demo.class))
                .getOrComputeIfAbsent(Open.class, none -> Open.now(), Open.class);
    }
}
