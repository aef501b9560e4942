package io.aigateway.model;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.Onward;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.TokenEstimate;
import io.aigateway.limit.Limits;
import io.aigateway.limit.TokenBill;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.ModelInput;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has questions counted against the limits of those who ask: an estimate before, what was used afterwards. */
final class Billing {
    private static final Failure LEFT = Failure.of(Kind.CANCELLED, "Nobody waits for the answer");

    private final Limits limits;

    Billing(Limits limits) {
        this.limits = limits;
    }

    /**
     * Asks for an answer within the limits.
     *
     * @param receiver who gets the answer as it is made; null when nobody does
     * @param ask      asks, with the receiver that it is given
     */
    Future<ModelAnswered> ask(
            Scope scope,
            Question question,
            ModelCall.@Nullable Receiver receiver,
            Function<ModelCall.@Nullable Receiver, Future<ModelAnswered>> ask) {
        if (!limits.countsModels()) {
            return ask.apply(receiver);
        }
        long input = tokens(question.input());
        int output = question.parameters().maxTokens();
        return bill(
                scope,
                question.model(),
                input,
                output,
                bill -> ask.apply(receiver == null ? null : new Counting(receiver, bill))
                        .onSuccess(answer -> settle(bill, answer)));
    }

    /** Asks for vectors within the limits. */
    Future<Embedded> embed(Scope scope, EmbedAsked asked, Supplier<Future<Embedded>> ask) {
        if (!limits.countsModels()) {
            return ask.get();
        }
        long input = asked.texts().stream().mapToLong(TokenEstimate::of).sum();
        return bill(
                scope,
                asked.target().model(),
                input,
                0,
                bill -> ask.get().onSuccess(vectors -> {
                    if (vectors.inputTokens() > 0) {
                        bill.used(vectors.inputTokens());
                    } else {
                        bill.usedUncounted();
                    }
                }));
    }

    private <T> Future<T> bill(Scope scope, String model, long input, long output, Function<TokenBill, Future<T>> ask) {
        return Onward.from(limits.reserve(scope.header().spender(), model, input, output), bill -> {
            if (scope.isCancelled()) {
                bill.unused();
                return Future.failedFuture(LEFT.asException());
            }
            return ask.apply(bill).onFailure(cause -> bill.failed(FailureException.failureIn(cause)));
        });
    }

    private static void settle(TokenBill bill, ModelAnswered answer) {
        if (answer.usage().known()) {
            bill.used((long) answer.usage().inputTokens() + answer.usage().outputTokens());
        } else {
            bill.wrote(TokenEstimate.of(answer.text()));
            bill.usedUncounted();
        }
    }

    private static long tokens(ModelInput input) {
        if (input instanceof ModelInput.Completion completion) {
            String suffix = completion.suffix();
            return TokenEstimate.of(completion.prompt()) + (suffix == null ? 0 : TokenEstimate.of(suffix));
        }
        return ((ModelInput.Chat) input)
                .messages().stream()
                        .map(ChatMessage::content)
                        .mapToLong(TokenEstimate::of)
                        .sum();
    }

    /** Counts what a receiver gets. */
    private record Counting(ModelCall.Receiver receiver, TokenBill bill) implements ModelCall.Receiver {
        @Override
        public void take(ModelEvent event) {
            if (event instanceof ModelEvent.Delta delta) {
                bill.wrote(TokenEstimate.of(delta.text()));
            }
            receiver.take(event);
        }

        @Override
        public EventSink<?> sink() {
            return receiver.sink();
        }
    }
}
