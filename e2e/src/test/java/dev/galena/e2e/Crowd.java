package dev.galena.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Some people who do the same at the same time. */
final class Crowd implements AutoCloseable {
    private final ExecutorService threads;

    Crowd(int people) {
        threads = Executors.newFixedThreadPool(people, Thread.ofVirtual().factory());
    }

    /** Ends when each is done; fails when one has failed. */
    <T> void each(Collection<T> all, Consumer<T> work) {
        map(all, one -> {
            work.accept(one);
            return one;
        });
    }

    /** The answers, in the order of the questions. */
    <T, R> List<R> map(Collection<T> all, Function<T, R> work) {
        List<Future<R>> running = new ArrayList<>(all.size());
        for (T one : all) running.add(threads.submit(() -> work.apply(one)));
        List<R> done = new ArrayList<>(all.size());
        for (var one : running) done.add(answer(one));
        return done;
    }

    private static <R> R answer(Future<R> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
