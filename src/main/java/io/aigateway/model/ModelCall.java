package io.aigateway.model;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.EventStream;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Target;
import io.aigateway.observe.ContentLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way to one of its targets. Until the first token has come the next target is tried when one fails, and, for
 * models that allow it, when one is slow; the first to say something answers, the others are cancelled. After the first token
 * nothing is tried any more: the caller has it already.
 */
final class ModelCall {
    private static final Logger log = LoggerFactory.getLogger(ModelCall.class);

    /** How much longer a target is waited for than it has: its host tells better what it was that took too long. */
    private static final long SLACK_MILLIS = 500;

    private final Scope scope;
    private Question question;
    private final Targets known;
    private final Attempts attempts;
    private final Clock clock;
    private final ModelCalls.Alarm alarm;
    private final @Nullable Receiver receiver;
    private final Promise<ModelAnswered> result = Promise.promise();
    private final List<Running> running = new ArrayList<>(2);
    private final CallMeter meter;
    private final ContentLog content;
    private @Nullable Running winner;
    private Runnable stopHedge = () -> {};

    /** Who gets the answer as it is made. */
    interface Receiver {
        void take(ModelEvent event);

        /** Where the events go, so that a slow reader stops the model. */
        EventSink<?> sink();
    }

    /** One target that has been asked and has not ended. */
    private final class Running {
        private final Target target;
        private final EventStream<ModelEvent, ModelAnswered> stream;
        private final long since = known.now();
        private final boolean hedge;
        private ModelEvent.@Nullable Started started;

        Running(Target target, EventStream<ModelEvent, ModelAnswered> stream, boolean hedge) {
            this.target = target;
            this.stream = stream;
            this.hedge = hedge;
        }
    }

    ModelCall(Scope scope, Question question, ModelCalls.Tools tools, @Nullable Receiver receiver) {
        this.scope = scope;
        this.question = question;
        this.known = tools.targets();
        this.attempts = new Attempts(question, known, tools.random());
        this.clock = tools.clock();
        this.alarm = tools.alarm();
        this.receiver = receiver;
        this.content = ContentLog.of(scope.header().purpose());
        this.meter = new CallMeter(tools.metrics(), scope.header(), question, receiver != null, known);
    }

    Future<ModelAnswered> start() {
        if (content.isOn()) {
            content.asked(question.model(), question.input().texts());
        }
        if (question.hedged()) {
            known.hedges().earn();
        }
        if (launch(false) && question.hedged() && attempts.hasNext()) {
            armHedge();
        }
        return result.future();
    }

    /** Asks the next target; false when there is none. */
    private boolean launch(boolean hedge) {
        Target target = attempts.next();
        if (target == null) {
            end(attempts.failure());
            return false;
        }
        known.state(target).begin();
        meter.asked(target);
        ModelAsked asked = question.to(target, !attempts.hasNext());
        var call = new Running(target, open(asked), hedge);
        running.add(call);
        if (receiver != null) {
            call.stream.handler(event -> heard(call, event));
        }
        call.stream
                .result()
                .onComplete(answer -> answered(call, answer), cause -> failed(call, FailureException.failureIn(cause)));
        return true;
    }

    private EventStream<ModelEvent, ModelAnswered> open(ModelAsked asked) {
        String provider = asked.target().provider();
        if (receiver != null) {
            return scope.stream(ModelAddresses.stream(provider), asked)
                    .preamble(event -> event instanceof ModelEvent.Started);
        }
        long patience = SLACK_MILLIS
                + Math.min(
                        asked.parameters().timeoutMillis(),
                        asked.target().clocks().total());
        return scope.call(
                ModelAddresses.ask(provider),
                ModelEvent.class,
                asked,
                Deadline.after(Duration.ofMillis(patience), clock));
    }

    private void armHedge() {
        long usual = known.firstTokens(question.model()).quantileNanos();
        if (usual >= 0) {
            stopHedge = alarm.set(scope, Math.max(1, TimeUnit.NANOSECONDS.toMillis(usual)), this::hedge);
        }
    }

    private void hedge() {
        if (winner == null
                && !running.isEmpty()
                && attempts.hasNext()
                && known.hedges().spend()) {
            meter.hedged();
            launch(true);
        }
    }

    private void heard(Running call, ModelEvent event) {
        if (winner == null && event instanceof ModelEvent.Started started) {
            call.started = started;
        } else if (winner == null) {
            win(call);
            tell(call, event);
        } else if (winner == call) {
            tell(call, event);
        }
    }

    private void tell(Running call, ModelEvent event) {
        Receiver who = receiver;
        if (who != null) {
            meter.heard(event);
            if (event instanceof ModelEvent.Delta delta) {
                content.heard(delta.text());
            }
            who.take(event);
            if (who.sink().isFull()) {
                call.stream.pause();
            }
        }
    }

    /** The first to say something answers; the others are cancelled. */
    private void win(Running call) {
        winner = call;
        stopHedge.run();
        meter.firstToken(call.target, known.now() - call.since, call.hedge);
        question = question.withoutTexts();
        for (Running other : List.copyOf(running)) {
            if (other != call) {
                other.stream.cancel();
            }
        }
        Receiver who = receiver;
        if (who != null) {
            who.sink().onDrain(call.stream::resume);
            String model = call.started == null ? call.target.model() : call.started.model();
            who.take(new ModelEvent.Started(model, question.numberAt(call.target)));
        }
    }

    private void answered(Running call, ModelAnswered answer) {
        leave(call);
        if (winner == null) {
            win(call);
        }
        if (winner == call) {
            tellWhoServed(call);
            meter.answered(call.target, answer);
            content.answered(question.askedAt(call.target).model(), answer.text());
            result.tryComplete(answer.servedBy(call.target.label(), question.numberAt(call.target)));
        }
    }

    private void failed(Running call, Failure failure) {
        leave(call);
        if (winner != null && winner != call) {
            known.state(call.target).load().outrun(known.now() - call.since);
            meter.outrun(call.target);
            return; // It lost, and was cancelled.
        }
        if (failure.kind() == Kind.UPSTREAM_UNAVAILABLE || failure.kind() == Kind.TIMED_OUT) {
            known.state(call.target).broke(known.now() - call.since);
        }
        meter.failed(call.target, failure, winner == call);
        if (failure.kind() == Kind.CANCELLED || winner == call) {
            end(failure);
            return;
        }
        attempts.failed(call.target, failure);
        boolean another = Attempts.isWorthAnother(failure) && !scope.isCancelled() && attempts.hasNext();
        if (another && !scope.header().deadline().isPast(clock)) {
            meter.fellBack(call.target, failure);
            launch(false);
        } else if (running.isEmpty()) {
            end(attempts.failure());
        }
    }

    private void leave(Running call) {
        running.remove(call);
        known.state(call.target).load().end();
        meter.left(call.target);
    }

    private void end(Failure failure) {
        stopHedge.run();
        List.copyOf(running).forEach(other -> other.stream.cancel());
        if (result.tryFail(failure.asException())) {
            meter.gaveUp(failure);
        }
    }

    private void tellWhoServed(Running call) {
        if (!attempts.reasons().isEmpty()) {
            log.info(
                    "another target served [model: {}, target: {}, instead of: {}]",
                    question.askedAt(call.target).model(),
                    call.target.label(),
                    attempts.reasons());
        }
    }
}
