package io.aigateway.model;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.limit.Limits;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.model.api.SearchFound;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMetrics;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks models over the bus: the best of a model's targets first, another when that one fails before its first token. */
public final class ModelCalls {
    private static final String SEARCH_ENGINE = "search";

    private final Tools tools;
    private final Billing billing;
    private final @Nullable Discretion discretion;

    /**
     * What calls are made with.
     *
     * @param targets what is known of targets
     * @param metrics where calls are counted
     * @param random  draws targets
     * @param alarm   rings when a second target is to be asked
     */
    public record Tools(Targets targets, ModelMetrics metrics, Clock clock, RandomGenerator random, Alarm alarm) {
        public static Tools of(Targets targets, ModelMetrics metrics, Clock clock) {
            // Not the thread's own generator: it may be used on any thread.
            RandomGenerator anyThread = () -> ThreadLocalRandom.current().nextLong();
            return new Tools(targets, metrics, clock, anyThread, Scope::later);
        }
    }

    /** Does something later, unless the scope ends before. */
    public interface Alarm {
        /** Sets it; gives what stops it. */
        Runnable set(Scope scope, long millis, Runnable action);
    }

    /** Calls that nothing limits. */
    public ModelCalls(Tools tools) {
        this(tools, Limits.none());
    }

    /** Calls within the limits of those who make them. */
    public ModelCalls(Tools tools, Limits limits) {
        this(tools, new Billing(limits), null);
    }

    private ModelCalls(Tools tools, Billing billing, @Nullable Discretion discretion) {
        this.tools = tools;
        this.billing = billing;
        this.discretion = discretion;
    }

    /** The same for a feature that does not tell models everything. */
    public ModelCalls with(Discretion keeping) {
        return new ModelCalls(tools, billing, keeping);
    }

    /** Whether another model may do better than one that failed so. What is wrong with the request is wrong everywhere. */
    public static boolean isWorthAnother(Failure failure) {
        return Attempts.isWorthAnother(failure);
    }

    /** The whole answer at once. */
    public Future<ModelAnswered> ask(Scope scope, Question question) {
        if (discretion == null) {
            return call(scope, question, null);
        }
        return discretion
                .hide(question)
                .compose(hidden -> call(scope, hidden.message(), null).map(hidden::restored));
    }

    private Future<ModelAnswered> call(Scope scope, Question question, ModelCall.@Nullable Receiver receiver) {
        return billing.ask(
                scope, question, receiver, counted -> new ModelCall(scope, question, tools, counted).start());
    }

    /** The vectors of texts. */
    public Future<Embedded> embed(Scope scope, EmbedAsked asked) {
        return discretion == null
                ? vectors(scope, asked)
                : discretion.hide(asked).compose(hidden -> vectors(scope, hidden.message()));
    }

    private Future<Embedded> vectors(Scope scope, EmbedAsked asked) {
        var patience = Duration.ofMillis(asked.timeoutMillis());
        var meter = new SingleCallMeter(tools.metrics(), scope.header(), asked.target());
        var deadline = Deadline.after(patience, tools.clock());
        return billing.embed(
                scope,
                asked,
                () -> scope.ask(ModelAddresses.embed(asked.target().provider()), asked, deadline)
                        .onSuccess(embedded -> meter.succeeded(read(embedded.inputTokens())))
                        .onFailure(cause -> meter.failed(cause, Usage.UNKNOWN)));
    }

    /** Passages of documents, from a provider's search engine. */
    public Future<SearchFound> search(Scope scope, String provider, SearchAsked asked) {
        return discretion == null
                ? passages(scope, provider, asked)
                : discretion.hide(asked).compose(hidden -> passages(scope, provider, hidden.message()));
    }

    private Future<SearchFound> passages(Scope scope, String provider, SearchAsked asked) {
        var patience = Duration.ofMillis(asked.timeoutMillis());
        var meter = new SingleCallMeter(tools.metrics(), scope.header(), Target.of(provider, SEARCH_ENGINE));
        return scope.ask(ModelAddresses.search(provider), asked, Deadline.after(patience, tools.clock()))
                .onSuccess(found -> meter.succeeded(Usage.UNKNOWN))
                .onFailure(cause -> meter.failed(cause, Usage.UNKNOWN));
    }

    private static Usage read(int tokens) {
        return tokens == 0 ? Usage.UNKNOWN : new Usage(tokens, 0, 0, true);
    }

    /**
     * The answer as it is made.
     *
     * @param inPieces whether the model may be asked for a stream; otherwise its whole answer is one piece
     * @param sink     takes what {@code change} makes of the model's events; nothing before the first token
     */
    public <F> Future<ModelAnswered> stream(
            Scope scope, Question question, boolean inPieces, EventSink<F> sink, Function<ModelEvent, List<F>> change) {
        if (inPieces && discretion != null) {
            return discretion
                    .hide(question)
                    .compose(hidden -> restored(scope, hidden.message(), sink, hidden.restoring(change)));
        } else if (inPieces) {
            return call(scope, question, new Piped<>(sink, change));
        }
        return ask(scope, question).onSuccess(answer -> {
            change.apply(new ModelEvent.Started(answer.model(), answer.question()))
                    .forEach(sink::emit);
            if (!answer.text().isEmpty()) {
                change.apply(new ModelEvent.Delta(answer.text())).forEach(sink::emit);
            }
        });
    }

    private <F> Future<ModelAnswered> restored(
            Scope scope, Question question, EventSink<F> sink, Discretion.Restoring<F> restoring) {
        return call(scope, question, new Piped<>(sink, restoring))
                .onSuccess(answer -> restoring.rest().forEach(sink::emit));
    }

    private record Piped<F>(EventSink<F> sink, Function<ModelEvent, List<F>> change) implements ModelCall.Receiver {
        @Override
        public void take(ModelEvent event) {
            change.apply(event).forEach(sink::emit);
        }
    }
}
