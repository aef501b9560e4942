package io.aigateway.embeddings;

import io.aigateway.bus.Scope;
import io.aigateway.embeddings.core.Batches;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.EmbeddingLimit;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Vector;
import io.aigateway.tokens.Tokenizer;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Use case: the vectors of any number of texts, asked for in batches that the provider takes, a few at a time. */
final class EmbedTexts {
    /** Batches under way at once, for each request. */
    private static final int LANES = 4;

    /** Longest wait for one batch, in milliseconds. Source: the original's client library. */
    private static final long TIMEOUT_MILLIS = 60_000;

    /** What providers say to parameters that they do not know. */
    private static final List<Integer> REFUSALS = List.of(400, 422);

    private final ModelCalls calls;
    private final Workers workers;

    EmbedTexts(ModelCalls calls, Workers workers) {
        this.calls = calls;
        this.workers = workers;
    }

    /**
     * What is wanted.
     *
     * @param dimensions     0 for the model's own
     * @param dropDimensions whether vectors of the model's own size will do, where it knows no other
     */
    record Wish(Target target, EmbeddingLimit limit, List<String> texts, int dimensions, boolean dropDimensions) {
        EmbedAsked batch(List<String> some) {
            return new EmbedAsked(target, some, dimensions, TIMEOUT_MILLIS);
        }

        @Override
        public String toString() {
            return "Wish[" + target + ", texts: " + texts.size() + "]";
        }
    }

    /** One vector for each text, in order; the first batch that fails fails all, and the scope's end stops the others. */
    Future<Embedded> embed(Scope scope, Wish wish) {
        return batches(wish).compose(batches -> {
            var answers = new @Nullable Embedded[batches.size()];
            var lanes = new ArrayList<Future<Void>>();
            for (int lane = 0; lane < Math.min(LANES, batches.size()); lane++) {
                lanes.add(lane(scope, wish, batches, answers, lane));
            }
            return Future.all(lanes).map(done -> joined(answers));
        });
    }

    private Future<List<List<String>>> batches(Wish wish) {
        var batches = new Batches(wish.limit().texts(), wish.limit().tokens());
        return batches.needCounting(wish.texts())
                ? workers.run(() -> batches.of(wish.texts(), Tokenizer.cl100k()::count))
                : Future.succeededFuture(batches.of(wish.texts()));
    }

    /** Every fourth batch, one after the other. */
    private Future<Void> lane(
            Scope scope, Wish wish, List<List<String>> batches, @Nullable Embedded[] answers, int first) {
        Future<Void> asked = Future.succeededFuture();
        for (int i = first; i < batches.size(); i += LANES) {
            int number = i;
            asked = asked.compose(done -> ask(scope, wish, wish.batch(batches.get(number))))
                    .map(answer -> {
                        answers[number] = answer;
                        return null;
                    });
        }
        return asked;
    }

    private Future<Embedded> ask(Scope scope, Wish wish, EmbedAsked batch) {
        return calls.embed(scope, batch).recover(cause -> {
            boolean again = wish.dropDimensions() && wish.dimensions() != 0 && isRefusal(cause);
            return again ? calls.embed(scope, batch.withoutDimensions()) : Future.failedFuture(cause);
        });
    }

    private static boolean isRefusal(Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        return failure.kind() == Kind.UPSTREAM_REFUSED && REFUSALS.contains(failure.upstreamStatus());
    }

    private static Embedded joined(@Nullable Embedded[] answers) {
        List<Embedded> all = Arrays.stream(answers).map(Objects::requireNonNull).toList();
        List<Vector> vectors =
                all.stream().flatMap(answer -> answer.vectors().stream()).toList();
        return new Embedded(
                vectors, all.stream().mapToInt(Embedded::inputTokens).sum());
    }
}
