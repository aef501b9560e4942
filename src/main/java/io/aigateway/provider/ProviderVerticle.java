package io.aigateway.provider;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Target;
import io.aigateway.provider.UpstreamCalls.About;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Bytes;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** Hosts one provider: sends its calls, keeps its clocks, and stops them when nobody waits any more. */
public final class ProviderVerticle extends VerticleBase {
    /** Answers with vectors that are larger are read off the event loop, in bytes: it takes milliseconds. */
    private static final int LARGE_ANSWER = 64 * 1024;

    private final Bus bus;
    private final ProviderSettings settings;
    private final ProviderHost host;
    private final Supplier<Provider> factory;

    private Provider provider;
    private UpstreamCalls calls;
    private Workers workers;

    /**
     * A host.
     *
     * @param host    shared by all instances
     * @param factory makes the provider when the verticle starts; one for each instance
     */
    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public ProviderVerticle(Bus bus, ProviderSettings settings, ProviderHost host, Supplier<Provider> factory) {
        this.bus = bus;
        this.settings = settings;
        this.host = host;
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        provider = factory.get();
        calls = new UpstreamCalls(vertx, settings, host, provider::explain);
        workers = new Workers(vertx);
        return bus.serve(
                        ModelAddresses.ask(provider.name()),
                        (scope, asked) -> Traced.model(asked, () -> ask(scope, asked)))
                .compose(done -> bus.serve(
                        ModelAddresses.stream(provider.name()),
                        (scope, asked, sink) -> Traced.model(asked, () -> stream(scope, asked, sink))))
                .compose(done -> provider instanceof Embedder embedder ? serve(embedder) : Future.succeededFuture())
                .compose(done -> serveRaw());
    }

    private Future<Void> serveRaw() {
        RawProvider raw = provider.raw();
        return raw == null ? Future.succeededFuture() : new RawCalls(provider.name(), raw, calls).serve(bus);
    }

    private Future<Void> serve(Embedder embedder) {
        return bus.serve(
                ModelAddresses.embed(provider.name()),
                (scope, asked) -> Traced.vectors(asked, () -> embed(embedder, scope, asked)));
    }

    private Future<ModelAnswered> ask(Scope scope, ModelAsked asked) {
        var about = new About(scope, asked.target(), asked.parameters().timeoutMillis(), asked.retry());
        return calls.whole(
                        about,
                        () -> provider.call(asked, false),
                        body -> Future.succeededFuture(provider.read(asked, Bytes.of(body))))
                .recover(cause -> calls.explain(asked.target(), cause));
    }

    /** What waits for the end of the answer may not hold the question. */
    private Future<ModelAnswered> stream(Scope scope, ModelAsked asked, EventSink<ModelEvent> sink) {
        Target target = asked.target();
        var about = new About(scope, target, asked.parameters().timeoutMillis(), asked.retry());
        return calls.streamed(about, () -> provider.call(asked, true), () -> provider.reader(asked), sink)
                .recover(cause -> calls.explain(target, cause));
    }

    private Future<Embedded> embed(Embedder embedder, Scope scope, EmbedAsked asked) {
        var about = new About(scope, asked.target(), asked.timeoutMillis(), true);
        return calls.whole(about, () -> embedder.callToEmbed(asked), body -> read(embedder, asked, body))
                .recover(cause -> calls.explain(asked.target(), cause));
    }

    private Future<Embedded> read(Embedder embedder, EmbedAsked asked, Buffer body) {
        return body.length() > LARGE_ANSWER
                ? workers.run(() -> embedder.readEmbedded(asked, Bytes.of(body)))
                : Future.succeededFuture(body).map(small -> embedder.readEmbedded(asked, Bytes.of(small)));
    }
}
