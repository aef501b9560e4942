package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Clocks.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One try of a call: its clocks, its exchange, and how it ends, whichever comes first. It begins with the first token of a stream, or
 * with the end of an answer that is none; until then it can be made again without anybody noticing.
 */
final class TimedCall<T> {
    private final Promise<@Nullable Void> begun = Promise.promise();
    private final Promise<T> result = Promise.promise();
    private final CallClocks clocks;
    private @Nullable UpstreamExchange exchange;

    /**
     * A call that has not been sent.
     *
     * @param ranOut hears which of its clocks ran out
     */
    TimedCall(Vertx vertx, Consumer<Clock> ranOut) {
        CallClocks.Timers timers = (millis, action) -> {
            long timer = vertx.setTimer(millis, late -> action.run());
            return () -> vertx.cancelTimer(timer);
        };
        this.clocks = new CallClocks(timers, System::nanoTime, clock -> {
            ranOut.accept(clock);
            fail(timedOut(clock).asException());
        });
    }

    CallClocks clocks() {
        return clocks;
    }

    /** Completes when the answer begins; fails when the call fails before. */
    Future<@Nullable Void> begun() {
        return begun.future();
    }

    /** The answer. */
    Future<T> result() {
        return result.future();
    }

    /** The call is on its way; the exchange is aborted when the call fails. */
    void sent(UpstreamExchange under) {
        exchange = under;
        if (result.future().isComplete()) {
            under.abort();
        }
    }

    void begin() {
        begun.tryComplete();
    }

    /** Ends as the work does, if nothing else ends the call before. */
    void endWith(Future<T> work) {
        work.recover(UpstreamFailures::explain).onComplete(this::complete, this::fail);
    }

    /** Nobody waits for it any more. */
    void cancel() {
        fail(UpstreamFailures.LEFT.asException());
    }

    private void complete(T value) {
        clocks.stop();
        begun.tryComplete();
        result.tryComplete(value);
    }

    private void fail(Throwable cause) {
        clocks.stop();
        begun.tryFail(cause);
        result.tryFail(cause);
        if (exchange != null) {
            exchange.abort(); // Last, because it fails the work too, with less to say.
        }
    }

    private static Failure timedOut(Clock clock) {
        return new Failure(Kind.TIMED_OUT, clock.detail(), 0, 0, List.of());
    }
}
