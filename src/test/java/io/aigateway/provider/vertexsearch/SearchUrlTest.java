package io.aigateway.provider.vertexsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchUrlTest {
    @ParameterizedTest
    @CsvSource({
        "'', global, https://discoveryengine.googleapis.com/v1/",
        "'', eu, https://eu-discoveryengine.googleapis.com/v1/",
        "search.test, global, https://search.test/v1/",
        "http://search.test:81/a/, us, http://search.test:81/a/v1/",
        "https://search.test/v1beta, global, https://search.test/v1beta/"
    })
    void leadsToTheDataStore(String endpoint, String location, String base) {
        assertThat(SearchUrl.of(endpoint, "acme", location, "gitlab-docs-18-2"))
                .hasToString(base + "projects/acme/locations/" + location
                        + "/dataStores/gitlab-docs-18-2/servingConfigs/default_config:search");
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThatThrownBy(() -> SearchUrl.of("ftp://search.test", "acme", "global", "d"))
                .isInstanceOf(FailureException.class);
    }
}
