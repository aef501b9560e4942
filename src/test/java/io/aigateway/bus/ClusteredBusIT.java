package io.aigateway.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.cluster.ClusterNode;
import io.aigateway.cluster.TestNodes;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bus between nodes of a real cluster, over real sockets. */
class ClusteredBusIT {
    private static final int WINDOW = BusOptions.DEFAULT_WINDOW;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Question(String text, int count) {}

    record Word(String text) {}

    record Answer(String from, int words) {}

    private static final Address<Question, Answer> ASK = new Address<>("test.ask.v1", Question.class, Answer.class);
    private static final StreamAddress<Question, Word, Answer> TELL =
            new StreamAddress<>("test.tell.v1", Question.class, Word.class, Answer.class);

    private final TestNodes cluster = new TestNodes();

    @AfterEach
    void close() {
        cluster.close();
    }

    /** A node with its bus and an event loop of its own. */
    private final class Node {
        private final ClusterNode joined = cluster.join();
        private final Bus bus;
        private final OnLoop loop;

        Node(int codec) {
            bus = Bus.on(
                    joined.vertx(),
                    BusOptions.defaults()
                            .withMembers(joined.members(), TestNodes.SILENCE_LIMIT)
                            .withCodec(codec));
            loop = OnLoop.of(joined.vertx());
        }

        Node() {
            this(FrameCodec.NEWEST);
        }

        Node answering(String name) {
            loop.await(() -> bus.serve(ASK, (scope, question) -> Future.succeededFuture(new Answer(name, 0))));
            return this;
        }

        Scope scope() {
            return bus.scope(new Header("request-1", Caller.NOBODY, Deadline.after(PATIENCE, Clock.systemUTC()), null));
        }

        Answer ask() {
            return loop.await(() -> scope().ask(ASK, new Question("", 0)));
        }

        /** Waits until this node knows of so many others that serve the address. */
        Node knowing(String address) {
            OnLoop.until("somebody serves " + address, () -> bus.isServed(address));
            return this;
        }

        void leave() {
            cluster.leave(joined);
        }
    }

    @Test
    void answersQuestionsOfAnotherNode() {
        new Node().answering("server");
        Node asker = new Node().knowing(ASK.name());

        assertThat(asker.ask().from()).isEqualTo("server");
    }

    @Test
    void asksItsOwnNodeWhenThatServes() {
        Node other = new Node().answering("other");
        Node own = new Node().answering("own").knowing(ASK.name());
        OnLoop.until("the other is known", () -> other.bus.isServed(ASK.name()));

        for (int i = 0; i < 50; i++) {
            assertThat(own.ask().from()).isEqualTo("own");
        }
    }

    @Test
    void spreadsQuestionsByLoad() {
        new Node().answering("one");
        Node busy = new Node();
        busy.loop.await(() -> busy.bus.serve(
                ASK,
                (scope, question) -> question.count() > 0
                        ? Promise.<Answer>promise().future()
                        : Future.succeededFuture(new Answer("busy", 0))));
        Node asker = new Node().knowing(ASK.name());
        OnLoop.until("both answer", () -> asker.ask().from().equals("busy"));
        OnLoop.until("both answer", () -> asker.ask().from().equals("one"));

        int even = share(asker, "busy");
        for (int i = 0; i < 20; i++) {
            asker.loop.run(() -> asker.scope().ask(ASK, new Question("", 1)));
        }
        int loaded = share(asker, "busy");

        assertThat(even).isBetween(30, 170);
        assertThat(loaded).isLessThan(even);
    }

    private static int share(Node asker, String name) {
        int count = 0;
        for (int i = 0; i < 200; i++) {
            count += asker.ask().from().equals(name) ? 1 : 0;
        }
        return count;
    }

    @Test
    void streamsTenThousandEventsInOrderWithinTheWindow() {
        var produced = new AtomicInteger();
        var furthest = new AtomicInteger();
        var heard = new AtomicInteger();
        Node server = new Node();
        server.loop.await(() -> server.bus.serve(
                TELL,
                (scope, question, sink) -> tell(
                        question.count(),
                        sink,
                        produced,
                        () -> furthest.accumulateAndGet(produced.get() - heard.get(), Math::max))));
        Node asker = new Node().knowing(TELL.name());

        long here = stream(server, produced, heard);
        furthest.set(0);
        long there = stream(asker, produced, heard);

        assertThat(furthest.get()).isLessThanOrEqualTo(WINDOW);
        System.getLogger("cluster")
                .log(
                        System.Logger.Level.INFO,
                        "10000 events: " + here + " us in one JVM, " + there + " us across nodes");
    }

    /** Reads ten thousand words and checks each; gives the time in microseconds. */
    private static long stream(Node reader, AtomicInteger produced, AtomicInteger heard) {
        produced.set(0);
        heard.set(0);
        var wrong = new ArrayList<String>();
        long start = System.nanoTime();
        Answer answer = reader.loop.await(() -> reader.scope().stream(TELL, new Question("", 10_000))
                .handler(word -> {
                    if (!word.text().equals("word " + heard.getAndIncrement())) {
                        wrong.add(word.text());
                    }
                })
                .result());
        assertThat(wrong).isEmpty();
        assertThat(heard).hasValue(10_000);
        assertThat(answer.words()).isEqualTo(10_000);
        return (System.nanoTime() - start) / 1000;
    }

    private static Future<Answer> tell(int count, EventSink<Word> sink, AtomicInteger produced, Runnable look) {
        Promise<Answer> told = Promise.promise();
        Runnable say = () -> {
            while (produced.get() < count && !sink.isFull()) {
                sink.emit(new Word("word " + produced.getAndIncrement()));
                look.run();
            }
            if (produced.get() == count) {
                told.tryComplete(new Answer("", count));
            }
        };
        sink.onDrain(say);
        say.run();
        return told.future();
    }

    @Test
    void asksAnotherNodeWhenTheOneAskedIsGone() {
        Node first = hanging();
        Node asker = new Node().knowing(ASK.name());
        Future<Answer> answer = asker.loop.call(() -> asker.scope().ask(ASK, new Question("", 0)));
        OnLoop.until("the first node was asked", () -> first.bus.exchanges() == 1);
        new Node().answering("second");
        OnLoop.until(
                "the second is known",
                () -> asker.bus.neighbours().roster().choose(ASK.name(), List.of(id(first))) != null);

        first.leave();

        assertThat(OnLoop.await(answer).from()).isEqualTo("second");
    }

    @Test
    void endsABegunStreamAtOnceWhenItsNodeIsGone() {
        Node server = new Node();
        server.loop.await(() -> server.bus.serve(TELL, (scope, question, sink) -> {
            sink.emit(new Word("first"));
            return Promise.<Answer>promise().future();
        }));
        Node asker = new Node().knowing(TELL.name());
        var heard = new AtomicInteger();
        EventStream<Word, Answer> stream = asker.loop.call(() -> asker.scope().stream(TELL, new Question("", 0)));
        asker.loop.run(() -> stream.handler(word -> heard.incrementAndGet()));
        OnLoop.until("it began", () -> heard.get() == 1);

        server.leave();

        assertFails(Kind.UPSTREAM_UNAVAILABLE, () -> OnLoop.await(stream.result()));
        assertThat(asker.bus.exchanges()).isZero();
    }

    @Test
    void asksAgainWhenOnlyThePreambleCame() {
        Node first = new Node();
        first.loop.await(() -> first.bus.serve(TELL, (scope, question, sink) -> {
            sink.emit(new Word("preamble"));
            return Promise.<Answer>promise().future();
        }));
        Node asker = new Node().knowing(TELL.name());
        var heard = new AtomicInteger();
        EventStream<Word, Answer> stream = asker.loop.call(() -> asker.scope().stream(TELL, new Question("", 0))
                .preamble(word -> word.text().equals("preamble"))
                .handler(word -> heard.incrementAndGet()));
        OnLoop.until("the preamble came", () -> heard.get() == 1);
        Node second = new Node();
        second.loop.await(() ->
                second.bus.serve(TELL, (scope, question, sink) -> Future.succeededFuture(new Answer("second", 0))));
        OnLoop.until(
                "the second is known",
                () -> asker.bus.neighbours().roster().choose(TELL.name(), List.of(id(first))) != null);

        first.leave();

        assertThat(OnLoop.await(stream.result()).from()).isEqualTo("second");
    }

    @Test
    void stopsTheWorkForANodeThatIsGone() {
        var stopped = new AtomicBoolean();
        Node server = new Node();
        server.loop.await(() -> server.bus.serve(ASK, (scope, question) -> {
            scope.onCancel(() -> stopped.set(true));
            return Promise.<Answer>promise().future();
        }));
        Node asker = new Node().knowing(ASK.name());
        asker.loop.run(() -> asker.scope().ask(ASK, new Question("", 0)));
        OnLoop.until("it was asked", () -> server.bus.exchanges() == 1);

        asker.leave();

        OnLoop.until("the work was stopped", stopped::get);
    }

    @Test
    void saysAtOnceThatNoNodeServesAnAddress() {
        new Node().answering("server");
        Node asker = new Node().knowing(ASK.name());

        assertFails(
                Kind.UNSERVED,
                () -> asker.loop.await(
                        () -> asker.scope().stream(TELL, new Question("", 0)).result()));
        assertThat(asker.bus.isServed("test.tell")).isFalse();
    }

    @Test
    void asksALeavingNodeNothingNewAndLetsItFinish() {
        Promise<Answer> running = Promise.promise();
        Node leaving = new Node();
        leaving.loop.await(() -> leaving.bus.serve(ASK, (scope, question) -> running.future()));
        Node asker = new Node().knowing(ASK.name());
        Future<Answer> answer = asker.loop.call(() -> asker.scope().ask(ASK, new Question("", 0)));
        OnLoop.until("it was asked", () -> leaving.bus.exchanges() == 1);
        new Node().answering("staying");

        Future<Void> left = leaving.bus.leave(PATIENCE);
        OnLoop.until("the others know", () -> {
            Peer peer = asker.bus.neighbours().roster().choose(ASK.name(), List.of());
            return peer != null && !peer.node().equals(id(leaving));
        });

        for (int i = 0; i < 20; i++) {
            assertThat(asker.ask().from()).isEqualTo("staying");
        }
        assertThat(left.isComplete()).isFalse();

        leaving.loop.run(() -> running.complete(new Answer("leaving", 0)));

        assertThat(OnLoop.await(answer).from()).isEqualTo("leaving");
        OnLoop.await(left);
    }

    @Test
    void handsOverWhatIsNotFinishedInTime() {
        Node leaving = hanging();
        Node asker = new Node().knowing(ASK.name());
        Future<Answer> answer = asker.loop.call(() -> asker.scope().ask(ASK, new Question("", 0)));
        OnLoop.until("it was asked", () -> leaving.bus.exchanges() == 1);
        new Node().answering("staying");
        OnLoop.until(
                "it is known", () -> asker.bus.neighbours().roster().choose(ASK.name(), List.of(id(leaving))) != null);

        OnLoop.await(leaving.bus.leave(Duration.ofMillis(50)));

        assertThat(OnLoop.await(answer).from()).isEqualTo("staying");
        assertThat(leaving.bus.exchanges()).isZero();
    }

    @Test
    void speaksTheOlderVersionWhileAnOlderNodeIsThere() {
        Node old = new Node(FrameCodec.NEWEST).answering("old");
        Node next = new Node(FrameCodec.NEWEST + 1);
        next.loop.await(() -> next.bus.serve(TELL, (scope, question, sink) -> {
            sink.emit(new Word("news"));
            return Future.succeededFuture(new Answer("next", 1));
        }));
        next.knowing(ASK.name());
        old.knowing(TELL.name());

        assertThat(next.ask().from()).isEqualTo("old");
        assertThat(old.loop
                        .await(() -> old.scope().stream(TELL, new Question("", 0))
                                .handler(word -> {})
                                .result())
                        .from())
                .isEqualTo("next");
        assertThat(next.bus.neighbours().roster().commonCodec()).isEqualTo(FrameCodec.NEWEST);

        old.leave();

        OnLoop.until(
                "only the newer speak", () -> next.bus.neighbours().roster().commonCodec() == FrameCodec.NEWEST + 1);
    }

    @Test
    void tellsEveryOtherNodeAndThoseThatComeLater() {
        var topic = new Topic<>("test.words.v1", Word.class);
        var heard = new ConcurrentLinkedQueue<String>();
        Node teller = new Node();
        teller.bus.hear(topic, word -> heard.add("teller " + word.text()), () -> List.of(new Word("known")));
        Node other = new Node();
        other.bus.hear(topic, word -> heard.add("other " + word.text()), List::of);
        OnLoop.until("the other is greeted", () -> heard.contains("other known"));

        teller.bus.tell(topic, new Word("new"));

        OnLoop.until("the other hears it", () -> heard.contains("other new"));
        assertThat(heard).noneMatch(word -> word.startsWith("teller"));
    }

    private Node hanging() {
        Node node = new Node();
        node.loop.await(() -> node.bus.serve(
                ASK, (scope, question) -> Promise.<Answer>promise().future()));
        return node;
    }

    private static String id(Node node) {
        return node.joined.members().self();
    }

    private static void assertFails(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(kind));
    }
}
