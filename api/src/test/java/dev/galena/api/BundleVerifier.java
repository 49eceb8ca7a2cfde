package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** verify/ConsentVerify.java, compiled once and asked about many bundles. */
final class BundleVerifier {
    private static final Path SOURCE = Path.of("").toAbsolutePath().getParent().resolve("verify/ConsentVerify.java");

    private final Class<?> compiled;

    /** What it says, and its exit code: 0 valid, 1 not valid, 2 not fully checked. */
    record Said(int exit, String text) {}

    BundleVerifier(Path folder) throws Exception {
        var classes = Files.createDirectory(folder.resolve("verifier"));
        int failed =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), SOURCE.toString());
        assertThat(failed).isZero();
        compiled = new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass("ConsentVerify");
    }

    Said verify(byte[] zip, String policy) throws ReflectiveOperationException {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, false, UTF_8));
        try {
            var verify = compiled.getDeclaredMethod("verify", byte[].class, String.class, byte[].class, String.class);
            verify.setAccessible(true);
            int exit = (int) verify.invoke(null, zip, policy, null, null);
            System.out.flush();
            return new Said(exit, out.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
