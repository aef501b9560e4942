package io.aigateway.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every behaviour twice: by reference, and with each frame forced through the wire codec. */
class BusTest {
    private static final int WINDOW = 8;
    private static final Clock CLOCK = Clock.systemUTC();

    /** What the tests ask, hear and get. */
    record Question(String text, int count) {}

    sealed interface Said {}

    record Word(String text) implements Said {}

    record Pause(int milliseconds) implements Said {}

    record Answer(String text, int words) {}

    private static final Address<Question, Answer> ASK = new Address<>("test.ask.v1", Question.class, Answer.class);
    private static final StreamAddress<Question, Said, Answer> TELL =
            new StreamAddress<>("test.tell.v1", Question.class, Said.class, Answer.class);

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop server = OnLoop.of(vertx);
    private final OnLoop reader = OnLoop.of(vertx);

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private Bus bus(boolean wire) {
        return Bus.on(vertx, BusOptions.defaults().withWindow(WINDOW).withForceWire(wire));
    }

    private static Header header(Duration patience) {
        return new Header("request-1", Caller.NOBODY, Deadline.after(patience, CLOCK), null);
    }

    private static Scope scope(Bus bus) {
        return bus.scope(header(Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersAQuestion(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(
                ASK, (scope, question) -> Future.succeededFuture(new Answer(question.text() + "!", question.count()))));

        Answer answer = reader.await(() -> scope(bus).ask(ASK, new Question("héllo \uD83D\uDE00", 3)));

        assertThat(answer).isEqualTo(new Answer("héllo \uD83D\uDE00!", 3));
    }

    /** It has no form in UTF-8; editors that cut texts by UTF-16 units send it. */
    @Test
    void carriesHalfASurrogatePairAsWhatHasAForm() {
        Bus bus = bus(true);
        server.await(() -> bus.serve(ASK, (scope, question) -> Future.succeededFuture(new Answer(question.text(), 0))));

        Answer answer = reader.await(() -> scope(bus).ask(ASK, new Question("a\uD83D b\uDE00 \uD83D\uDE00", 0)));

        assertThat(answer.text()).isEqualTo("a\uFFFD b\uFFFD \uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void carriesTheRequestsHeaderToWhoeverServesIt(boolean wire) {
        Bus bus = bus(wire);
        var seen = new AtomicReference<Header>();
        server.await(() -> bus.serve(ASK, (scope, question) -> {
            seen.set(scope.header());
            return Future.succeededFuture(new Answer("", 0));
        }));
        var sent = new Header(
                "request-7",
                new Caller(
                        "https://gitlab.example.test",
                        "instance",
                        "user",
                        "saas",
                        new Caller.Grant(false, java.util.Set.of("complete_code")),
                        java.util.Set.of("flag_a"),
                        new Caller.Client("19.3.0", "8.4.0", "ide", "true")),
                Deadline.after(Duration.ofSeconds(20), CLOCK),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        reader.await(() -> bus.scope(sent).ask(ASK, new Question("", 0)));

        assertThat(seen.get()).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bringsEveryKindOfFailureBackWhole(Kind kind) {
        Bus bus = bus(true);
        var failure = new Failure(
                kind, "why", 17, 529, List.of(new Failure.Problem("missing", List.of("body", "x"), "Field required")));
        server.await(() -> bus.serve(ASK, (scope, question) -> Future.failedFuture(failure.asException())));

        assertThatThrownBy(() -> reader.await(() -> scope(bus).ask(ASK, new Question("", 0))))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure()).isEqualTo(failure));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hidesADefectOfTheServerBehindAFixedText(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(ASK, (scope, question) -> {
            throw new IllegalStateException("secret text");
        }));

        assertFails(Kind.INTERNAL, () -> reader.await(() -> scope(bus).ask(ASK, new Question("", 0))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysAtOnceThatNobodyServesAnAddress(boolean wire) {
        Bus bus = bus(wire);

        assertFails(Kind.UNSERVED, () -> reader.await(() -> scope(bus).ask(ASK, new Question("", 0))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deliversTenThousandEventsInOrder(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> tell(question.count(), sink)));
        var heard = new ArrayList<String>();

        Answer answer = reader.await(() -> scope(bus).stream(TELL, new Question("", 10_000))
                .handler(said -> heard.add(((Word) said).text()))
                .result());

        assertThat(answer.words()).isEqualTo(10_000);
        assertThat(heard).hasSize(10_000);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i)).isEqualTo("word " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheKindsOfASealedEventApart(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            sink.emit(new Word("one"));
            sink.emit(new Pause(5));
            return Future.succeededFuture(new Answer("", 2));
        }));
        var heard = new ArrayList<Said>();

        reader.await(() ->
                scope(bus).stream(TELL, new Question("", 0)).handler(heard::add).result());

        assertThat(heard).containsExactly(new Word("one"), new Pause(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsTheProducerWithinTheWindowOfASlowReader(boolean wire) {
        Bus bus = bus(wire);
        var produced = new AtomicInteger();
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> tellForever(produced, sink)));
        var heard = new AtomicInteger();
        EventStream<Said, Answer> stream = reader.call(() -> scope(bus).stream(TELL, new Question("", 0)));
        reader.run(() -> stream.handler(said -> {
            heard.incrementAndGet();
            stream.pause();
        }));

        OnLoop.until("the window is used up", () -> produced.get() >= WINDOW);
        server.run(() -> {});
        reader.run(() -> {});

        assertThat(heard).hasValue(1);
        assertThat(produced.get()).isLessThanOrEqualTo(heard.get() + WINDOW);

        reader.run(stream::resume);
        OnLoop.until("the reader goes on", () -> heard.get() == 2);
        server.run(() -> {});
        assertThat(produced.get()).isLessThanOrEqualTo(heard.get() + WINDOW);
        reader.run(stream::cancel);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsTheProducerThatTheReaderHasGone(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new AtomicBoolean();
        var started = new AtomicBoolean();
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            scope.onCancel(() -> stopped.set(true));
            started.set(true);
            return Promise.<Answer>promise().future();
        }));
        EventStream<Said, Answer> stream = reader.call(() -> scope(bus).stream(TELL, new Question("", 0)));
        OnLoop.until("the producer started", started::get);

        reader.run(stream::cancel);

        OnLoop.until("the producer was stopped", stopped::get);
        assertFails(Kind.CANCELLED, () -> OnLoop.await(stream.result()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsAProducerThatStartsAfterTheReaderHasGone(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new AtomicBoolean();
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            scope.onCancel(() -> stopped.set(true));
            return Promise.<Answer>promise().future();
        }));

        reader.run(() -> scope(bus).stream(TELL, new Question("", 0)).cancel());

        OnLoop.until("the producer was stopped", stopped::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsWorkThroughEveryHopWhenTheScopeIsCancelled(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new CopyOnWriteArrayList<String>();
        var reached = new AtomicBoolean();
        server.await(() -> bus.serve(ASK, (scope, question) -> {
            scope.onCancel(() -> stopped.add("ask"));
            return scope.stream(TELL, question).handler(said -> {}).result();
        }));
        OnLoop.of(vertx)
                .await(() -> bus.serve(TELL, (scope, question, sink) -> {
                    scope.onCancel(() -> stopped.add("tell"));
                    reached.set(true);
                    return Promise.<Answer>promise().future();
                }));
        Scope root = reader.call(() -> scope(bus));
        reader.run(() -> root.ask(ASK, new Question("", 0)));
        OnLoop.until("the second hop was reached", reached::get);

        reader.run(root::cancel);

        OnLoop.until("both hops were stopped", () -> stopped.containsAll(List.of("ask", "tell")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsWhatAServerStartedAndLeftBehind(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new AtomicBoolean();
        server.await(() -> bus.serve(ASK, (scope, question) -> {
            scope.stream(TELL, question).handler(said -> {});
            return Future.succeededFuture(new Answer("early", 0));
        }));
        OnLoop.of(vertx)
                .await(() -> bus.serve(TELL, (scope, question, sink) -> {
                    scope.onCancel(() -> stopped.set(true));
                    return Promise.<Answer>promise().future();
                }));

        assertThat(reader.await(() -> scope(bus).ask(ASK, new Question("", 0))).text())
                .isEqualTo("early");

        OnLoop.until("the stream nobody reads was stopped", stopped::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsBothSidesAtTheDeadline(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new AtomicBoolean();
        server.await(() -> bus.serve(ASK, (scope, question) -> {
            scope.onCancel(() -> stopped.set(true));
            return Promise.<Answer>promise().future();
        }));

        assertFails(
                Kind.TIMED_OUT,
                () -> reader.await(
                        () -> bus.scope(header(Duration.ofMillis(60))).ask(ASK, new Question("", 0))));
        OnLoop.until("the server was stopped", stopped::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deliversWhatWasSaidBeforeAFailure(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            for (int i = 0; i < 3 * WINDOW; i++) {
                sink.emit(new Word("word " + i));
            }
            return Future.failedFuture(
                    Failure.of(Kind.UPSTREAM_UNAVAILABLE, "cut").asException());
        }));
        var heard = new AtomicInteger();

        assertFails(
                Kind.UPSTREAM_UNAVAILABLE,
                () -> reader.await(() -> scope(bus).stream(TELL, new Question("", 0))
                        .handler(said -> heard.incrementAndGet())
                        .result()));
        assertThat(heard).hasValue(3 * WINDOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAStreamWhoseProducerIgnoresASlowReader(boolean wire) {
        Bus bus = bus(wire);
        var stopped = new AtomicBoolean();
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            scope.onCancel(() -> stopped.set(true));
            for (int i = 0; i < 10_000; i++) {
                sink.emit(new Word("word"));
            }
            return Promise.<Answer>promise().future();
        }));

        assertFails(
                Kind.OVERLOADED,
                () -> reader.await(() -> scope(bus).stream(TELL, new Question("", 0))
                        .handler(said -> {})
                        .result()));
        OnLoop.until("the producer was stopped", stopped::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAStreamWhoseReaderFails(boolean wire) {
        Bus bus = bus(wire);
        var produced = new AtomicInteger();
        var stopped = new AtomicBoolean();
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> {
            scope.onCancel(() -> stopped.set(true));
            return tellForever(produced, sink);
        }));

        assertFails(
                Kind.INTERNAL,
                () -> reader.await(() -> scope(bus).stream(TELL, new Question("", 0))
                        .handler(said -> {
                            throw new IllegalStateException("reader");
                        })
                        .result()));
        OnLoop.until("the producer was stopped", stopped::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pipesAStreamThroughAnotherServerAsFastAsItsReaderReads(boolean wire) {
        Bus bus = bus(wire);
        var produced = new AtomicInteger();
        OnLoop.of(vertx).await(() -> bus.serve(TELL, (scope, question, sink) -> tellForever(produced, sink)));
        var relayed = new StreamAddress<>("test.relay.v1", Question.class, Said.class, Answer.class);
        server.await(() -> bus.serve(
                relayed,
                (scope, question, sink) -> scope.stream(TELL, question)
                        .pipeTo(sink, said -> List.of(said, new Pause(1)))
                        .result()));
        var heard = new AtomicInteger();
        EventStream<Said, Answer> stream = reader.call(() -> scope(bus).stream(relayed, new Question("", 0)));

        reader.run(() -> stream.handler(said -> {
            if (heard.incrementAndGet() == 3) {
                stream.pause();
            }
        }));
        OnLoop.until("some was heard", () -> heard.get() == 3);
        server.run(() -> {});
        int stalled = produced.get();

        assertThat(stalled).isLessThanOrEqualTo(3 * WINDOW);

        reader.run(stream::resume);
        OnLoop.until("more was heard", () -> heard.get() > 200);
        reader.run(stream::cancel);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingBehindAfterManyExchanges(boolean wire) {
        Bus bus = bus(wire);
        server.await(() -> bus.serve(TELL, (scope, question, sink) -> tell(question.count(), sink)));

        for (int round = 0; round < 200; round++) {
            int cut = round % 3;
            reader.await(() -> {
                EventStream<Said, Answer> stream = scope(bus).stream(TELL, new Question("", 20));
                stream.handler(said -> {
                    if (cut == 0) {
                        stream.cancel();
                    }
                });
                return stream.result().otherwise(new Answer("", 0));
            });
        }

        OnLoop.until("no exchange is left at the reader", () -> reader.call(() -> bus.exchangesHere() == 0));
        OnLoop.until("no exchange is left at the server", () -> server.call(() -> bus.exchangesHere() == 0));
    }

    /** Says {@code count} words, waiting whenever the reader is behind. */
    private static Future<Answer> tell(int count, EventSink<Said> sink) {
        Promise<Answer> told = Promise.promise();
        var next = new AtomicInteger();
        Runnable say = () -> {
            while (next.get() < count && !sink.isFull()) {
                sink.emit(new Word("word " + next.getAndIncrement()));
            }
            if (next.get() == count) {
                told.tryComplete(new Answer("done", count));
            }
        };
        sink.onDrain(say);
        say.run();
        return told.future();
    }

    private static Future<Answer> tellForever(AtomicInteger produced, EventSink<Said> sink) {
        Runnable say = () -> {
            while (!sink.isFull()) {
                sink.emit(new Word("word " + produced.getAndIncrement()));
            }
        };
        sink.onDrain(say);
        say.run();
        return Promise.<Answer>promise().future();
    }

    private static void assertFails(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(kind));
    }
}
