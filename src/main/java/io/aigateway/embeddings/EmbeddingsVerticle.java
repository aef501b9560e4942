package io.aigateway.embeddings;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Scope;
import io.aigateway.embeddings.EmbedTexts.Wish;
import io.aigateway.embeddings.api.ContentAsked;
import io.aigateway.embeddings.api.EmbeddingAddresses;
import io.aigateway.embeddings.api.TextsAsked;
import io.aigateway.embeddings.api.VectorsGiven;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.ContentModels;
import io.aigateway.model.EmbeddingModels;
import io.aigateway.model.Model;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.api.Target;
import io.aigateway.tokens.Tokenizer;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Answers {@link EmbeddingAddresses} with the use case, by the model that is named or that suits the content. */
public final class EmbeddingsVerticle extends VerticleBase {
    private static final String MOCK = "mock";

    /** The mock's model that gives every text the same vector. Source: contract section 9. */
    private static final Target FAKE = Target.of(MOCK, "fake-model");

    /** The mock's model that gives similar texts similar vectors. */
    private static final Target LOCAL = Target.of(MOCK, "local-hashing");

    private final Bus bus;
    private final EmbeddingModels models;
    private final ModelCalls calls;

    private Workers workers;
    private EmbedTexts embedTexts;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public EmbeddingsVerticle(Bus bus, EmbeddingModels models, ModelCalls calls) {
        this.bus = bus;
        this.models = models;
        this.calls = calls;
    }

    @Override
    public Future<?> start() {
        workers = new Workers(vertx);
        embedTexts = new EmbedTexts(calls, workers);
        return bus.serve(EmbeddingAddresses.TEXTS, this::embed)
                .compose(done -> bus.serve(EmbeddingAddresses.CONTENT, this::embedContent));
    }

    private Future<VectorsGiven> embed(Scope scope, TextsAsked asked) {
        Model model = models.named(asked.model());
        Target target = models.areMocked() ? FAKE : model.target();
        var wish = new Wish(target, models.limitOf(target), asked.texts(), asked.dimensions(), asked.dropDimensions());
        return given(scope, wish, model.identifier(), model.engine());
    }

    private Future<VectorsGiven> embedContent(Scope scope, ContentAsked asked) {
        ContentModels suited = models.forContent(asked.contentType());
        if (!scope.header().caller().may(suited.unitPrimitive())) {
            throw Failure.of(Kind.FORBIDDEN, "Unauthorized to access 'embeddings'")
                    .asException();
        }
        if (models.areMocked()) {
            return given(scope, new Wish(LOCAL, models.limitOf(LOCAL), asked.texts(), 0, false), LOCAL.model(), MOCK);
        }
        return suited(suited.models(), asked.texts()).compose(model -> {
            var wish = new Wish(model.target(), models.limitOf(model.target()), asked.texts(), 0, false);
            return given(scope, wish, model.identifier(), model.engine());
        });
    }

    private Future<Model> suited(List<Model> candidates, List<String> texts) {
        return candidates.size() == 1
                ? Future.succeededFuture(candidates.get(0))
                : workers.run(() -> {
                    int longest = texts.stream()
                            .mapToInt(Tokenizer.cl100k()::count)
                            .max()
                            .orElse(0);
                    return firstThatReads(candidates, longest);
                });
    }

    private Model firstThatReads(List<Model> candidates, int tokens) {
        return candidates.stream()
                .filter(model -> models.limitOf(model.target()).reads(tokens))
                .findFirst()
                .orElse(candidates.get(candidates.size() - 1));
    }

    private Future<VectorsGiven> given(Scope scope, Wish wish, String identifier, String provider) {
        return embedTexts
                .embed(scope, wish)
                .map(answer -> new VectorsGiven(
                        identifier, wish.target().model(), provider, answer.vectors(), answer.inputTokens()));
    }
}
