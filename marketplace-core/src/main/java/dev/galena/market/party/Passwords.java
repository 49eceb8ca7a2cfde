package dev.galena.market.party;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Argon2id with OWASP's parameters (19 MiB, 2 rounds), on one thread of its own: it is meant to be slow, so neither an event loop nor
 * the carriers of virtual threads may do it, and a flood of logins may not take the machine.
 */
public final class Passwords {
    private static final int LENGTH_MIN = 12;
    private static final int WAITING_MAX = 64;
    private static final int SALT_BYTES = 16;
    private static final int FRESH_CHARS = 20;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    private final SecureRandom random;
    private final ThreadPoolExecutor worker;

    public Passwords(SecureRandom random) {
        this.random = random;
        worker = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("passwords").factory());
        worker.allowCoreThreadTimeOut(true);
    }

    /** Shorter ones are not taken. */
    public static int lengthMin() {
        return LENGTH_MIN;
    }

    /** 100 random bits in letters that are not mistaken for each other. */
    String fresh() {
        return fresh(FRESH_CHARS);
    }

    /** The same with this many letters, five bits each, in groups of five. */
    String fresh(int letters) {
        var text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.append(i > 0 && i % 5 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Nothing where too many are waiting already. */
    Optional<String> hash(String password) {
        return slowly(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult());
    }

    Optional<Boolean> matches(String password, String hash) {
        return slowly(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    private <T> Optional<T> slowly(Callable<T> work) {
        try {
            return Optional.of(worker.submit(work).get());
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
