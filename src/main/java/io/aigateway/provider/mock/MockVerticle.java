package io.aigateway.provider.mock;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Usage;
import io.aigateway.model.api.Vector;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Stands in for every model: clients and administrators can try everything but the models. */
public final class MockVerticle extends VerticleBase {
    /** Name under which it is asked. */
    public static final String NAME = "mock";

    /** The model that gives every text the same vector; every other one makes vectors of the texts. */
    private static final String FAKE_MODEL = "fake-model";

    private final Bus bus;

    public MockVerticle(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<?> start() {
        return bus.serve(ModelAddresses.ask(NAME), MockVerticle::ask)
                .compose(done -> bus.serve(ModelAddresses.stream(NAME), MockVerticle::stream))
                .compose(done -> bus.serve(ModelAddresses.embed(NAME), MockVerticle::embed));
    }

    private static Future<ModelAnswered> ask(Scope scope, ModelAsked asked) {
        return Future.succeededFuture(answered(asked, MockAnswer.to(asked, false)));
    }

    private static Future<ModelAnswered> stream(Scope scope, ModelAsked asked, EventSink<ModelEvent> sink) {
        sink.emit(new ModelEvent.Started(asked.target().model()));
        var pieces = MockAnswer.pieces(MockAnswer.to(asked, true)).stream().<ModelEvent>map(ModelEvent.Delta::new);
        return sink.emitAll(pieces.iterator()).map(done -> answered(asked, ""));
    }

    private static Future<Embedded> embed(Scope scope, EmbedAsked asked) {
        boolean fake = asked.target().model().equals(FAKE_MODEL);
        return Future.succeededFuture(new Embedded(
                asked.texts().stream()
                        .map(text -> fake
                                ? new Vector(new double[] {0.1, 0.2, 0.3})
                                : LocalEmbedding.of(text, asked.dimensions()))
                        .toList(),
                0));
    }

    private static ModelAnswered answered(ModelAsked asked, String text) {
        return new ModelAnswered(
                text, Finish.STOP, "", Usage.UNKNOWN, asked.target().model());
    }
}
