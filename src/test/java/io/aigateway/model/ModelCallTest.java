package io.aigateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Header;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.testkit.OnLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One question and its targets, over the bus, with providers that do what the test says. */
class ModelCallTest {
    private final Vertx vertx = Vertx.vertx();
    private final OnLoop providers = OnLoop.of(vertx);
    private final OnLoop caller = OnLoop.of(vertx);
    private final Bus bus = Bus.on(vertx, BusOptions.defaults());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final Targets known = new Targets(0.5, now::get);
    private final List<Runnable> alarms = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    /** What a provider does with its sink; the future is its end. */
    private interface Script {
        Future<ModelAnswered> play(EventSink<ModelEvent> sink);
    }

    private void provider(String name, Script script) {
        providers.await(() -> bus.serve(ModelAddresses.stream(name), (scope, question, sink) -> {
                    asked.add(name + (question.retry() ? " retry" : ""));
                    scope.onCancel(() -> cancelled.add(name));
                    return script.play(sink);
                })
                .compose(done -> bus.serve(ModelAddresses.ask(name), (scope, question) -> {
                    asked.add(name + (question.retry() ? " retry" : ""));
                    scope.onCancel(() -> cancelled.add(name));
                    return script.play(ignored());
                })));
    }

    private static EventSink<ModelEvent> ignored() {
        return new EventSink<>() {
            @Override
            public void emit(ModelEvent event) {}

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void onDrain(Runnable action) {}
        };
    }

    private static Future<ModelAnswered> says(EventSink<ModelEvent> sink, String... words) {
        sink.emit(new ModelEvent.Started("m"));
        for (String word : words) {
            sink.emit(new ModelEvent.Delta(word));
        }
        return Future.succeededFuture(answer(String.join("", words)));
    }

    private static ModelAnswered answer(String text) {
        return new ModelAnswered(text, Finish.STOP, "", new Usage(1, 2, 0, true), "m");
    }

    private static Script fails(Kind kind, int status) {
        return sink ->
                Future.failedFuture(Failure.upstream(kind, "failed", status, 0).asException());
    }

    private static Question question(boolean hedged, String... names) {
        return new Question(
                "model",
                List.of(names).stream()
                        .map(name -> TargetGroup.of(Target.of(name, "m")))
                        .toList(),
                hedged,
                new ModelInput.Completion("x", null),
                new Parameters(null, null, null, 1, List.of(), 10_000),
                true,
                Origin.PROMPT);
    }

    private ModelCalls calls() {
        return new ModelCalls(new ModelCalls.Tools(
                known, new ModelMetrics(meters), Clock.systemUTC(), new Random(7), (scope, millis, action) -> {
                    alarms.add(() -> caller.run(action));
                    return () -> {};
                }));
    }

    private Scope scope() {
        var header = new Header("r", Caller.NOBODY, Deadline.after(Duration.ofSeconds(20), Clock.systemUTC()), null);
        return bus.scope(header);
    }

    /** What a reader heard: words, and how it ended. */
    private final class Reader implements EventSink<String> {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void emit(String event) {
            heard.add(event);
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void onDrain(Runnable action) {}

        ModelAnswered ask(Question question) {
            return caller.await(() -> calls().stream(scope(), question, true, this, Reader::words));
        }

        private static List<String> words(ModelEvent event) {
            return List.of(event instanceof ModelEvent.Delta delta ? delta.text() : "started");
        }
    }

    private static Failure failure(Runnable asking) {
        try {
            asking.run();
            throw new AssertionError("answered");
        } catch (FailureException e) {
            return e.failure();
        }
    }

    private double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    @Test
    void triesTheNextTargetBeforeTheFirstToken() {
        provider("a", fails(Kind.UPSTREAM_UNAVAILABLE, 503));
        provider("b", sink -> {
            sink.emit(new ModelEvent.Started("m"));
            return Future.failedFuture(
                    Failure.of(Kind.UPSTREAM_UNAVAILABLE, "cut").asException());
        });
        provider("c", sink -> says(sink, "hello", " you"));
        var reader = new Reader();

        ModelAnswered answer = reader.ask(question(false, "a", "b", "c"));

        assertThat(reader.heard).containsExactly("started", "hello", " you");
        assertThat(answer.servedBy()).isEqualTo("c");
        assertThat(asked).containsExactly("a", "b", "c retry");
        assertThat(count("gateway_model_fallbacks", "model", "model")).isEqualTo(2);
        assertThat(count("gateway_model_fallbacks", "from", "a", "reason", "UPSTREAM_UNAVAILABLE"))
                .isEqualTo(1);
    }

    @Test
    void triesNothingAfterTheFirstToken() {
        provider("a", sink -> {
            says(sink, "hel");
            return Future.failedFuture(
                    Failure.of(Kind.UPSTREAM_UNAVAILABLE, "cut").asException());
        });
        provider("b", sink -> says(sink, "hello"));
        var reader = new Reader();

        Failure failure = failure(() -> reader.ask(question(false, "a", "b")));

        assertThat(failure.detail()).isEqualTo("cut");
        assertThat(reader.heard).containsExactly("started", "hel");
        assertThat(asked).containsExactly("a");
        assertThat(count("gateway_model_tokens", "direction", "output", "estimated", "yes"))
                .isEqualTo(1);
        assertThat(count("gateway_model_tokens", "direction", "input", "estimated", "yes"))
                .isPositive();
    }

    @Test
    void triesNothingWhenTheRequestIsWrong() {
        provider("a", fails(Kind.UPSTREAM_REFUSED, 400));
        provider("b", sink -> says(sink, "hello"));

        assertThat(failure(() -> new Reader().ask(question(false, "a", "b"))).upstreamStatus())
                .isEqualTo(400);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void tellsWhatTheFirstTargetSaidWhenNoneServes() {
        provider("a", fails(Kind.RATE_LIMITED, 429));
        provider("b", fails(Kind.UPSTREAM_UNAVAILABLE, 500));

        Failure failure = failure(() -> new Reader().ask(question(false, "a", "b", "nobody")));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void triesTheNextTargetForAWholeAnswerToo() {
        provider("a", fails(Kind.TIMED_OUT, 0));
        provider("b", sink -> says(sink, "hello"));

        ModelAnswered answer = caller.await(() -> calls().ask(scope(), question(false, "a", "b")));

        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.servedBy()).isEqualTo("b");
    }

    private static Question named(String model, String text, Question where) {
        return new Question(
                model,
                where.groups(),
                false,
                new ModelInput.Completion(text, null),
                where.parameters(),
                true,
                Origin.PROMPT);
    }

    @Test
    void goesOnToAnotherQuestionAndTellsWhichWasAnswered() {
        provider("a", fails(Kind.UPSTREAM_UNAVAILABLE, 503));
        provider("b", fails(Kind.UPSTREAM_REFUSED, 404));
        provider("c", sink -> says(sink, "hello"));
        Question first = named("first", "one", question(false, "a", "b"));
        Question second = named("second", "two", question(false, "c"));
        var reader = new Reader();

        ModelAnswered answer = reader.ask(Question.firstOf(List.of(first, second)));

        assertThat(answer.question()).isEqualTo(1);
        assertThat(reader.heard).containsExactly("started", "hello");
        assertThat(asked).containsExactly("a", "b", "c retry");
        assertThat(count("gateway_model_fallbacks", "model", "first")).isEqualTo(2);
        assertThat(count("gateway_model_tokens", "model", "second", "direction", "output"))
                .isEqualTo(2);
    }

    @Test
    void asksEachTargetItsOwnQuestion() {
        provider("a", fails(Kind.UPSTREAM_UNAVAILABLE, 503));
        provider("b", sink -> says(sink, "hello"));
        Question first = named("first", "one", question(false, "a"));
        Question second = named("second", "two", question(false, "b"));

        Question both = Question.firstOf(List.of(first, second));

        assertThat(both.to(Target.of("a", "m"), false).input()).isEqualTo(first.input());
        assertThat(both.to(Target.of("b", "m"), false).input()).isEqualTo(second.input());
        assertThat(caller.await(() -> calls().ask(scope(), both)).question()).isEqualTo(1);
    }

    @Test
    void passesAnAnswerWithoutWordsOn() {
        provider("a", sink -> says(sink));
        var reader = new Reader();

        reader.ask(question(false, "a"));

        assertThat(reader.heard).containsExactly("started");
    }

    private void teachUsualDuration() {
        for (int i = 0; i < 20; i++) {
            known.firstTokens("model").add(1_000_000);
        }
    }

    @Test
    void asksASecondTargetWhenTheFirstIsSlow() {
        teachUsualDuration();
        Promise<ModelAnswered> never = Promise.promise();
        provider("a", sink -> {
            sink.emit(new ModelEvent.Started("m"));
            return never.future();
        });
        provider("b", sink -> says(sink, "hello"));
        var reader = new Reader();
        Future<ModelAnswered> answer =
                caller.call(() -> calls().stream(scope(), question(true, "a", "b"), true, reader, Reader::words));
        OnLoop.until("the first was asked", () -> asked.contains("a"));
        assertThat(alarms).hasSize(1);

        alarms.get(0).run();

        assertThat(OnLoop.await(answer).servedBy()).isEqualTo("b");
        assertThat(reader.heard).containsExactly("started", "hello");
        OnLoop.until("the slow one was cancelled", () -> cancelled.contains("a"));
        assertThat(count("gateway_model_hedges", "model", "model")).isEqualTo(1);
        assertThat(count("gateway_model_hedges_won", "model", "model")).isEqualTo(1);
        assertThat(count("gateway_model_tokens", "direction", "input", "estimated", "yes"))
                .as("the slow one read it too, and its provider did not count")
                .isEqualTo(1);
        assertThat(known.state(Target.of("a", "m")).load().underWay()).isZero();
    }

    @Test
    void letsTheFirstWinWhenItIsFasterAfterAll() {
        teachUsualDuration();
        Promise<Void> go = Promise.promise();
        Promise<ModelAnswered> never = Promise.promise();
        provider("a", sink -> go.future().compose(done -> says(sink, "first")));
        provider("b", sink -> never.future());
        var reader = new Reader();
        Future<ModelAnswered> answer =
                caller.call(() -> calls().stream(scope(), question(true, "a", "b"), true, reader, Reader::words));
        OnLoop.until("the first was asked", () -> asked.contains("a"));
        alarms.get(0).run();
        OnLoop.until("the second was asked", () -> asked.contains("b retry"));

        providers.run(go::complete);

        assertThat(OnLoop.await(answer).servedBy()).isEqualTo("a");
        OnLoop.until("the second was cancelled", () -> cancelled.contains("b"));
        assertThat(count("gateway_model_hedges_won", "model", "model")).isZero();
    }

    @Test
    void waitsForTheOtherWhenOneOfTwoFails() {
        teachUsualDuration();
        Promise<Void> go = Promise.promise();
        provider("a", sink -> go.future().compose(done -> says(sink, "slow")));
        provider("b", fails(Kind.UPSTREAM_UNAVAILABLE, 500));
        var reader = new Reader();
        Future<ModelAnswered> answer =
                caller.call(() -> calls().stream(scope(), question(true, "a", "b"), true, reader, Reader::words));
        OnLoop.until("the first was asked", () -> asked.contains("a"));
        alarms.get(0).run();
        OnLoop.until("the second was asked", () -> asked.contains("b retry"));

        providers.run(go::complete);

        assertThat(OnLoop.await(answer).servedBy()).isEqualTo("a");
    }

    @Test
    void hedgesAShareOfTheCallsOnly() {
        var tight = new Targets(0, now::get);
        for (int i = 0; i < 20; i++) {
            tight.firstTokens("model").add(1_000_000);
        }
        Promise<Void> go = Promise.promise();
        provider("a", sink -> go.future().compose(done -> says(sink, "x")));
        provider("b", sink -> says(sink, "y"));
        var calls = new ModelCalls(new ModelCalls.Tools(
                tight, new ModelMetrics(meters), Clock.systemUTC(), new Random(7), (scope, millis, action) -> {
                    alarms.add(() -> caller.run(action));
                    return () -> {};
                }));
        Future<ModelAnswered> answer = caller.call(() -> calls.ask(scope(), question(true, "a", "b")));
        OnLoop.until("the first was asked", () -> asked.contains("a"));

        alarms.get(0).run();
        providers.run(go::complete);

        assertThat(OnLoop.await(answer).servedBy()).isEqualTo("a");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void hedgesNothingThatIsNotMeantToBe() {
        teachUsualDuration();
        provider("a", sink -> says(sink, "x"));

        new Reader().ask(question(false, "a", "b"));
        new Reader().ask(question(true, "a"));

        assertThat(alarms).isEmpty();
    }

    @Test
    void stopsEverythingWhenTheCallerLeaves() {
        teachUsualDuration();
        Promise<ModelAnswered> never = Promise.promise();
        provider("a", sink -> never.future());
        provider("b", sink -> never.future());
        var scopes = new ArrayList<Scope>();
        Future<ModelAnswered> answer = caller.call(() -> {
            scopes.add(scope());
            return calls().ask(scopes.get(0), question(true, "a", "b"));
        });
        OnLoop.until("the first was asked", () -> asked.contains("a"));
        alarms.get(0).run();
        OnLoop.until("the second was asked", () -> asked.contains("b retry"));

        caller.run(() -> scopes.get(0).cancel());

        assertThat(failure(() -> OnLoop.await(answer)).kind()).isEqualTo(Kind.CANCELLED);
        OnLoop.until("both were cancelled", () -> cancelled.containsAll(List.of("a", "b")));
        assertThat(count("gateway_model_cancellations", "begun", "no")).isPositive();
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksOnlyWhoeverTheQuestionNames() {
        ModelAsked[] seen = new ModelAsked[1];
        providers.await(() -> bus.serve(ModelAddresses.ask("a"), (scope, question) -> {
            seen[0] = question;
            return Future.succeededFuture(answer("x"));
        }));

        caller.await(() -> calls().ask(
                        scope(), question(false, "a").at(target -> target.withHeaders(java.util.Map.of("h", "v")))));

        assertThat(seen[0].target().headers()).containsEntry("h", "v");
    }
}
