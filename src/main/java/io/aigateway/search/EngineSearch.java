package io.aigateway.search;

import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.model.api.SearchFound;
import io.aigateway.search.api.DocsAsked;
import io.aigateway.search.api.DocsFound;
import io.aigateway.search.core.DataStores;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Use case: what the search engine says of the documentation of the caller's version, or of the fallback version where there is none.
 * Source: contract section 6.1.
 */
final class EngineSearch {
    private static final String ENGINE = "vertexsearch";
    private static final String PROVIDER = "vertex-ai";

    /** Longest wait for the engine, in milliseconds; GitLab waits as long for the whole request. */
    private static final long TIMEOUT_MILLIS = 30_000;

    private static final int NOT_FOUND = 404;

    private final ModelCalls calls;
    private final Optional<String> fallback;
    private final boolean mocked;

    EngineSearch(ModelCalls calls, String fallbackVersion, boolean mocked) {
        this.calls = calls;
        this.fallback = DataStores.nameFor(fallbackVersion);
        this.mocked = mocked;
    }

    Future<DocsFound> search(Scope scope, DocsAsked asked) {
        if (mocked) {
            return Future.failedFuture(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The mock searches nothing")
                    .asException());
        }
        Optional<String> own = DataStores.nameFor(asked.version());
        return ask(scope, asked, own)
                .recover(cause -> isNotFound(cause) && !own.equals(fallback)
                        ? ask(scope, asked, fallback)
                        : Future.failedFuture(cause))
                .recover(EngineSearch::explain)
                .map(found -> new DocsFound(PROVIDER, found.passages()));
    }

    private Future<SearchFound> ask(Scope scope, DocsAsked asked, Optional<String> dataStore) {
        return dataStore
                .map(name -> new SearchAsked(name, asked.query(), asked.pageSize(), TIMEOUT_MILLIS))
                .map(question -> calls.search(scope, ENGINE, question))
                .orElseGet(() -> Future.failedFuture(notFound()));
    }

    private static boolean isNotFound(Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        return failure.kind() == Kind.NOT_FOUND || failure.upstreamStatus() == NOT_FOUND;
    }

    private static <T> Future<T> explain(Throwable cause) {
        return Future.failedFuture(isNotFound(cause) ? notFound() : cause);
    }

    private static FailureException notFound() {
        return Failure.of(Kind.NOT_FOUND, "Data store not found.").asException();
    }
}
