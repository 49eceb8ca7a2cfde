package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/** verify/ConsentVerify.java, run as a program of its own, or compiled once and called many times. */
final class Verifier {

    private static final Path SOURCE = Path.of("").toAbsolutePath().getParent().resolve("verify/ConsentVerify.java");

    private final Class<?> compiled;
    private String said = "";

    private Verifier(Class<?> compiled) {
        this.compiled = compiled;
    }

    record Ran(int exit, String text) {}

    /** With the JDK that runs the test; without policy if it is null. */
    static Ran run(Path folder, byte[] zip, String policy) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SOURCE.toString(),
                Files.write(folder.resolve("bundle.zip"), zip).toString()));
        if (policy != null)
            command.add(Files.writeString(folder.resolve("policy.txt"), policy).toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), text);
    }

    /** For the oldest Java it says it needs, with every warning an error. */
    static Verifier compile(Path folder) throws Exception {
        var classes = Files.createDirectory(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "-d",
                        classes.toString(),
                        SOURCE.toString());
        assertThat(failed).isZero();
        return new Verifier(new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass("ConsentVerify"));
    }

    int verify(byte[] zip, String policy) {
        return verify(zip, policy, null, null);
    }

    /** With a newer bundle and a newer checkpoint; null: none. */
    int verify(byte[] zip, String policy, byte[] newest, String checkpoint) {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, false, UTF_8));
        try {
            return (int) method("verify", byte[].class, String.class, byte[].class, String.class)
                    .invoke(null, zip, policy, newest, checkpoint);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        } finally {
            System.out.flush();
            System.setOut(before);
            said = out.toString(UTF_8);
        }
    }

    String said() {
        return said;
    }

    byte[] zip(SortedMap<String, byte[]> files) {
        try {
            return (byte[]) method("writeZip", TreeMap.class).invoke(null, new TreeMap<>(files));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private Method method(String name, Class<?>... parameters) throws ReflectiveOperationException {
        var method = compiled.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
