package io.aigateway.search;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Passage;
import io.aigateway.search.api.DocsAsked;
import io.aigateway.search.api.DocsFound;
import io.aigateway.search.core.TokenBudget;
import io.aigateway.search.index.DocsIndex;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Use case: what the index of this installation says. The version asked for does not count: an index is of one version. */
final class IndexSearch {
    private static final Logger log = LoggerFactory.getLogger(IndexSearch.class);

    /** What the original calls its own index; clients know no other word. */
    private static final String PROVIDER = "sqlite";

    private final Workers workers;
    private final DocsIndex index;

    IndexSearch(Workers workers, DocsIndex index) {
        this.workers = workers;
        this.index = index;
    }

    Future<DocsFound> search(DocsAsked asked) {
        return workers.run(() -> new DocsFound(PROVIDER, find(asked)));
    }

    Future<Void> close() {
        return workers.run(() -> {
                    index.close();
                    return true;
                })
                .mapEmpty();
    }

    private List<Passage> find(DocsAsked asked) {
        try {
            return TokenBudget.firstOf(index.search(asked.query(), asked.pageSize()), Passage::content);
        } catch (IOException e) {
            log.error("documentation index cannot be read", e);
            throw Failure.of(Kind.INTERNAL, "The documentation index cannot be read")
                    .asException();
        }
    }
}
