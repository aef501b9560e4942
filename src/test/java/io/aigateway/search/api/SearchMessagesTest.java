package io.aigateway.search.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.api.Passage;
import io.aigateway.model.api.SearchAsked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchMessagesTest {
    @Test
    void tellsNobodysQuestion() {
        assertThat(new DocsAsked("planted", "18.2", 4)).hasToString("DocsAsked[query: 7, 18.2, pageSize: 4]");
        assertThat(new SearchAsked("gitlab-docs-18-2", "planted", 4, 1))
                .hasToString("SearchAsked[gitlab-docs-18-2, query: 7, pageSize: 4]");
        assertThat(new DocsFound("sqlite", List.of(new Passage("a#1", "planted", Map.of("title", "planted")))))
                .hasToString("DocsFound[provider=sqlite, passages=[Passage[a#1]]]");
    }
}
