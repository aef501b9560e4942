package io.aigateway.bench.micro;

import io.aigateway.bus.Address;
import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.bus.Header;
import io.aigateway.bus.Scope;
import io.aigateway.bus.StreamAddress;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One question and its answer, and one event of a stream, on the bus; everybody on one event loop, as in the gateway. */
@org.openjdk.jmh.annotations.State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class BusBenchmark {
    private static final int TIMES = 1000;
    private static final Address<Text, Text> ASK = new Address<>("bench.ask.v1", Text.class, Text.class);
    private static final StreamAddress<Text, Text, Text> TELL =
            new StreamAddress<>("bench.tell.v1", Text.class, Text.class, Text.class);

    /** By reference, as within a JVM, or written and read, as between two. */
    @Param({"reference", "codec"})
    public String how = "";

    private final Text kilobyte = new Text("x".repeat(1024));
    private final Text word = new Text("a word or two");
    private Vertx vertx;
    private OnLoop loop;
    private Bus bus;

    /** What is said. */
    public record Text(String text) {}

    /** Starts who answers. */
    @Setup
    public void start() {
        vertx = Vertx.vertx();
        loop = OnLoop.of(vertx);
        bus = Bus.on(vertx, BusOptions.defaults().withForceWire(how.equals("codec")));
        loop.await(() -> bus.serve(ASK, (scope, question) -> Future.succeededFuture(question)));
        loop.await(() -> bus.serve(
                TELL,
                (scope, question, sink) -> sink.emitAll(
                                Collections.nCopies(TIMES, word).iterator())
                        .map(question)));
    }

    /** Ends Vert.x. */
    @TearDown
    public void stop() {
        OnLoop.await(vertx.close());
    }

    /** A question of a kilobyte. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public Object ask() {
        return loop.await(() -> {
            Promise<Text> all = Promise.promise();
            askAgain(TIMES, all);
            return all.future();
        });
    }

    private void askAgain(int times, Promise<Text> all) {
        scope().ask(ASK, kilobyte)
                .onComplete(
                        answer -> {
                            if (times > 1) {
                                askAgain(times - 1, all);
                            } else {
                                all.complete(answer);
                            }
                        },
                        all::fail);
    }

    /** An event of a stream. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public Object event() {
        return loop.await(
                () -> scope().stream(TELL, kilobyte).handler(event -> {}).result());
    }

    private Scope scope() {
        var deadline = Deadline.after(Duration.ofSeconds(20), Clock.systemUTC());
        return bus.scope(new Header("779e068b8d4d44c8b9cb11af4b49c54c", Caller.NOBODY, deadline, null));
    }
}
