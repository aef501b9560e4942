package io.aigateway.model;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Deadline;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Asks models over the bus, within the time that a question has. */
public final class ModelCalls {
    private final Clock clock;

    public ModelCalls(Clock clock) {
        this.clock = clock;
    }

    /** The whole answer at once. */
    public Future<ModelAnswered> ask(Scope scope, ModelAsked asked) {
        var patience = Duration.ofMillis(asked.parameters().timeoutMillis());
        return scope.ask(ModelAddresses.ask(asked.target().provider()), asked, Deadline.after(patience, clock));
    }

    /**
     * The answer as it is made.
     *
     * @param inPieces whether the model may be asked for a stream; otherwise its whole answer is one piece
     * @param sink     takes what {@code change} makes of the model's events
     */
    public <F> Future<ModelAnswered> stream(
            Scope scope, ModelAsked asked, boolean inPieces, EventSink<F> sink, Function<ModelEvent, List<F>> change) {
        if (inPieces) {
            return scope.stream(ModelAddresses.stream(asked.target().provider()), asked)
                    .pipeTo(sink, change)
                    .result();
        }
        return ask(scope, asked).onSuccess(answer -> {
            change.apply(new ModelEvent.Started(answer.model())).forEach(sink::emit);
            if (!answer.text().isEmpty()) {
                change.apply(new ModelEvent.Delta(answer.text())).forEach(sink::emit);
            }
        });
    }
}
