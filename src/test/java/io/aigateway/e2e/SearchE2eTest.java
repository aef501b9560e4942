package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/search/gitlab-docs} with Vertex AI Search. Contract section 6.1; client vector TV-27. */
class SearchE2eTest {
    private static final String PATH = "/v1/search/gitlab-docs";
    private static final String NOT_FOUND = "{\"detail\":\"Data store not found.\"}";
    private static final String FAILED = "{\"detail\":\"Vertex API Search Error.\"}";
    private static final Reply NO_STORE =
            Reply.json(404, "{\"error\": {\"code\": 404, \"message\": \"planted\", \"status\": \"NOT_FOUND\"}}");

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_VERTEX_SEARCH__FALLBACK_DATASTORE_VERSION", "17.0");
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        gateway.upstream().willAlwaysAnswer(NO_STORE);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    static String body(String query, String version) {
        return Wire.json(Map.of(
                "type",
                "search-docs",
                "metadata",
                Map.of("source", "GitLab EE", "version", version),
                "payload",
                Map.of("query", query)));
    }

    private Answer search(String version) {
        return gateway.rails("documentation_search").post(PATH, body("protect a branch", version));
    }

    private List<Received> asked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .toList();
    }

    /** TV-27. */
    @ParameterizedTest
    @ValueSource(strings = {"19.3.0", "19.3.0-pre", "19.3", "19.3-ee"})
    void findsPassagesOfTheVersion(String version) {
        gateway.upstream().willAnswerAt(Wire.vertexSearch("19-3"), Wire.found(Map.of("d-17", "Open Settings.")));
        long before = System.currentTimeMillis() / 1000;

        Answer answer = search(version);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonNode json = answer.json();
        assertThat(json.get("response").toString())
                .isEqualTo("{\"results\":[{\"id\":\"d-17\",\"content\":\"Open Settings.\",\"metadata\":{"
                        + "\"source_url\":\"https://docs.example.org/d-17\",\"title\":\"Protected branches\","
                        + "\"md5sum\":\"9d5ed678fe57bcca610140957afab571\",\"level\":2.0}}]}");
        assertThat(json.get("metadata").get("provider").textValue()).isEqualTo("vertex-ai");
        assertThat(json.get("metadata").get("timestamp").longValue()).isBetween(before, before + 60);
        assertThat(asked()).hasSize(1);
        assertThat(asked().get(0).header("Authorization")).isEqualTo("Bearer " + TestGateway.GOOGLE_TOKEN);
        assertThat(asked().get(0).json()).isEqualTo(Fixtures.parse("""
                {"query": "protect a branch", "pageSize": 4,
                 "queryExpansionSpec": {"condition": "AUTO"}, "spellCorrectionSpec": {"mode": "AUTO"}}"""));
    }

    @Test
    void asksForAsManyAsAreWanted() {
        gateway.upstream().willAnswerAt(Wire.vertexSearch("18-2"), Wire.found(Map.of()));

        Answer answer = gateway.rails("documentation_search").post(PATH, """
                {"type": "search-docs", "metadata": {"source": "GitLab EE", "version": "18.2.0"},
                 "payload": {"query": "q", "page_size": "20"}, "unknown": 1}""");

        assertThat(answer.json().get("response").toString()).isEqualTo("{\"results\":[]}");
        assertThat(asked().get(0).json().get("pageSize").intValue()).isEqualTo(20);
    }

    @Test
    void findsNothing() {
        gateway.upstream().willAnswerAt(Wire.vertexSearch("18-2"), Reply.json(200, "{\"totalSize\": 0}"));

        assertThat(search("18.2.0").json().get("response").get("results")).isEmpty();
    }

    @Test
    void passesOverDocumentsWithoutText() {
        gateway.upstream().willAnswerAt(Wire.vertexSearch("18-2"), Reply.json(200, """
                                {"results": [{"document": {"id": "a", "derivedStructData": {"title": "x"}}},
                                 {"document": {"id": "b", "structData": {"content": "text"}}}]}"""));

        assertThat(search("18.2.0").json().get("response").get("results").toString())
                .isEqualTo("[{\"id\":\"b\",\"content\":\"text\",\"metadata\":{}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"18.2.0", "newest", "", "18"})
    void searchesTheFallbackVersionOnceWhereThereIsNoneOfTheCallers(String version) {
        gateway.upstream().willAnswerAt(Wire.vertexSearch("17-0"), Wire.found(Map.of("d", "text")));

        Answer answer = search(version);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("response").get("results")).hasSize(1);
        assertThat(asked()).hasSize(version.equals("18.2.0") ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"18.2.0, 2", "newest, 1", "17.0.3, 1"})
    void saysThatThereIsNoDataStore(String version, int times) {
        Answer answer = search(version);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(NOT_FOUND);
        assertThat(asked()).hasSize(times);
    }

    @Test
    void saysThatThereIsNoDataStoreWithoutAFallback() {
        try (TestGateway alone = TestGateway.start()) {
            alone.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            alone.upstream().willAlwaysAnswer(NO_STORE);

            for (String version : List.of("18.2.0", "newest")) {
                Answer answer = alone.rails("documentation_search").post(PATH, body("q", version));

                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).isEqualTo(NOT_FOUND);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 429, 500, 503})
    void saysThatTheSearchFailed(int status) {
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(status, "{\"error\": {\"message\": \"planted upstream text\"}}"));

        Answer answer = search("18.2.0");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo(FAILED);
        assertThat(asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "7", "<html>", "{\"results\": [", "{\"error\": {\"code\": 500}}"})
    void saysSoOfNonsense(String nonsense) {
        gateway.upstream().willAlwaysAnswer(Reply.json(200, nonsense));

        Answer answer = search("18.2.0");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo(FAILED);
    }

    @Test
    void saysSoWhenTheConnectionBreaks() {
        Reply whole = Wire.found(Map.of("d", "text"));
        for (Reply broken : List.of(Reply.hangUp(), whole.cutAfter(20))) {
            gateway.upstream().willAlwaysAnswer(broken);

            assertThat(search("18.2.0").text()).isEqualTo(FAILED);
        }
    }

    @Test
    void saysSoAtTheDeadline() {
        try (TestGateway hasty = TestGateway.start("AIGW_HTTP__REQUEST_TIMEOUT", "0.3")) {
            hasty.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            hasty.upstream().willAlwaysAnswer(Reply.never());

            Answer answer = hasty.rails("documentation_search").post(PATH, body("q", "18.2"));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo(FAILED);
        }
    }

    @Test
    void saysSoWithoutAProject() {
        try (TestGateway nowhere = TestGateway.start("AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT", "")) {
            assertThat(nowhere.rails("documentation_search")
                            .post(PATH, body("q", "18.2"))
                            .text())
                    .isEqualTo(FAILED);
            assertThat(nowhere.upstream().received()).isEmpty();
        }
    }

    @Test
    void stopsTheCallWhenTheClientLeaves() {
        gateway.upstream().willAlwaysAnswer(Reply.never());
        RawClient client = gateway.rails("documentation_search").open(PATH, body("q", "18.2"));
        OnLoop.until("the engine was asked", () -> asked().size() == 1);

        client.leave();

        OnLoop.until("the call was stopped", () -> asked().get(0).isAbandoned());
    }

    /** Its own project, key, place and data stores. */
    @Test
    void goesByItsOwnSettings() {
        try (TestGateway other = TestGateway.start(
                "AIGW_VERTEX_SEARCH__PROJECT",
                "docs project",
                "AIGW_VERTEX_SEARCH__LOCATION",
                "eu",
                "AIGW_VERTEX_SEARCH__FALLBACK_DATASTORE_VERSION",
                "17.11")) {
            other.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            other.upstream()
                    .willAnswerAt(
                            "/search/v1/projects/docs%20project/locations/eu/dataStores/gitlab-docs-17-11/",
                            Wire.found(Map.of("d", "text")));
            other.upstream().willAlwaysAnswer(NO_STORE);

            assertThat(other.rails("documentation_search")
                            .post(PATH, body("q", "18.2"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{}; missing",
                "[]; model_attributes_type",
                "nonsense; json_invalid",
                "{'metadata':{'source':'s','version':'v'},'payload':{'query':'q'}}; missing",
                "{'type':'t','payload':{'query':'q'}}; missing",
                "{'type':'t','metadata':{'version':'v'},'payload':{'query':'q'}}; missing",
                "{'type':'t','metadata':{'source':'s'},'payload':{'query':'q'}}; missing",
                "{'type':'t','metadata':{'source':'s','version':'v'}}; missing",
                "{'type':'t','metadata':{'source':'s','version':'v'},'payload':{}}; missing",
                "{'type':'t','metadata':{'source':'s','version':'v'},'payload':{'query':7}}; string_type",
                "{'type':'t','metadata':{'source':'s','version':'v'},'payload':{'query':'q','page_size':0}}; greater_than_equal",
                "{'type':'t','metadata':{'source':'s','version':'v'},'payload':{'query':'q','page_size':21}}; less_than_equal",
                "{'type':'t','metadata':{'source':'s','version':'v'},'payload':{'query':'q','page_size':'x'}}; int_parsing"
            })
    void refusesAMalformedBody(String body, String type) {
        try (TestGateway verbose = TestGateway.start("AIGW_HTTP__VALIDATION_ERRORS", "list")) {
            Answer answer = verbose.rails("documentation_search").post(PATH, body.replace('\'', '"'));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("detail").get(0).get("type").textValue())
                    .isEqualTo(type);
        }
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String longName = "x".repeat(101);
        String template =
                "{\"type\": \"%s\", \"metadata\": {\"source\": \"%s\", \"version\": \"%s\"}, \"payload\": {\"query\": \"%s\"}}";
        for (String body : List.of(
                template.formatted(longName, "s", "18.2", "q"),
                template.formatted("t", longName, "18.2", "q"),
                template.formatted("t", "s", longName, "q"),
                template.formatted("t", "s", "18.2", "q".repeat(400_001)))) {
            Answer answer = gateway.rails("documentation_search").post(PATH, body);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Validation error\"}");
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void asksForItsUnitPrimitive() {
        Answer answer = gateway.rails("duo_classic_chat").post(PATH, body("q", "18.2"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to search documentations\"}");
        assertThat(gateway.anonymous().post(PATH, body("q", "18.2")).status()).isEqualTo(401);
        assertThat(asked()).isEmpty();
    }

    /** Contract section 9: no engine is asked in mock mode, and a search fails. */
    @Test
    void failsInMockMode() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            Answer answer = mock.rails("documentation_search").post(PATH, body("q", "18.2"));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo(FAILED);
            assertThat(mock.upstream().received()).isEmpty();
        }
    }
}
