package io.aigateway.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;

/**
 * Goes on with what lasts long. The future that {@link Future#compose} gives holds its function until it completes, and with it what the
 * function was made with: of a stream, the whole question until the end of the answer.
 */
public final class Onward {
    private Onward() {}

    /**
     * The same as {@link Future#compose}, except that nothing holds {@code next} once it has been called.
     *
     * @return fails as {@code first} does, as what {@code next} gives does, and with whatever {@code next} throws
     */
    public static <T, U> Future<U> from(Future<T> first, Function<? super T, Future<U>> next) {
        Promise<U> last = Promise.promise();
        first.onComplete(value -> call(next, value).onComplete(last), last::fail);
        return last.future();
    }

    private static <T, U> Future<U> call(Function<? super T, Future<U>> next, T value) {
        try {
            return next.apply(value);
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }
}
