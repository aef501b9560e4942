package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /internal/embeddings}, of the blueprint. Contract section 5.3. */
class ContentEmbeddingsE2eTest {
    private static final String PATH = "/internal/embeddings";
    private static final String ISSUE = """
            {"content": "Login fails", "content_type": "issue", "metadata": {"source": "GitLab EE", "version": "16.4"}}""";

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static List<Received> asked(TestGateway gateway) {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .toList();
    }

    @Test
    void embedsAText() {
        gateway.upstream().willAlwaysAnswer(Wire.vertexVectors(new double[] {0.5, -0.25}));

        Answer answer = gateway.rails("semantic_search_issue").post(PATH, ISSUE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"response\":[0.5,-0.25],\"metadata\":{\"identifier\":\"text_embedding_005_vertex\","
                        + "\"model\":\"text-embedding-005\",\"provider\":\"vertex-ai\"}}");
        assertThat(asked(gateway).get(0).text()).isEqualTo("{\"instances\":[{\"content\":\"Login fails\"}]}");
    }

    @Test
    void embedsAListOfTexts() {
        gateway.upstream().willAlwaysAnswer(Wire.vertexVectors(new double[] {0.5}, new double[] {0.25}));

        Answer answer = gateway.rails("generate_embeddings_codebase")
                .post(PATH, "{\"content\": [\"a\", \"b\"], \"content_type\": \"code\"}");

        assertThat(answer.json().get("response").toString()).isEqualTo("[[0.5],[0.25]]");
    }

    @Test
    void embedsNothing() {
        Answer answer = gateway.rails("generate_embeddings_codebase")
                .post(PATH, "{\"content\": [], \"content_type\": \"code\"}");

        assertThat(answer.json().get("response").toString()).isEqualTo("[]");
        assertThat(asked(gateway)).isEmpty();
    }

    @Test
    void asksForTheUnitPrimitiveOfTheType() {
        for (String scope : List.of("generate_embeddings_codebase", "complete_code")) {
            Answer answer = gateway.rails(scope).post(PATH, ISSUE);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access 'embeddings'\"}");
        }
        assertThat(asked(gateway)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "{\"content\": \"x\"}",
                "{\"content_type\": \"issue\"}",
                "{\"content\": null, \"content_type\": \"issue\"}",
                "{\"content\": 7, \"content_type\": \"issue\"}",
                "{\"content\": [\"a\", 7], \"content_type\": \"issue\"}",
                "{\"content\": \"x\", \"content_type\": null}",
                "{\"content\": \"x\", \"content_type\": \"issue\", \"metadata\": []}"
            })
    void refusesAMalformedBody(String body) {
        assertThat(gateway.rails("semantic_search_issue").post(PATH, body).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "401, 401", "429, 429", "500, 503"})
    void tellsWhatTheProviderSays(int status, int expected) {
        gateway.upstream().willAlwaysAnswer(Reply.json(status, "{}"));

        assertThat(gateway.rails("semantic_search_issue").post(PATH, ISSUE).status())
                .isEqualTo(expected);
    }

    /** Content that is too long for the first model goes to the next one. */
    @Test
    void choosesTheModelByTheContent() throws IOException {
        String packaged = Files.readString(Path.of("conf/models.yaml"));
        Path file = folder.resolve("models.yaml");
        Files.writeString(
                file,
                packaged.replace("\naliases:", """

                          gemini_embedding_2_vertex:
                            name: gemini-embedding-2
                            provider: Google
                            engine: vertex-ai
                            target: {provider: vertexai, model: gemini-embedding-2, location: global}
                            context_tokens: 8192
                            families: [embedding]

                        aliases:""".replace("\n          ", "\n"))
                        .replace(
                                "issue: {models: [text_embedding_005_vertex]",
                                "issue: {models: [text_embedding_005_vertex, gemini_embedding_2_vertex]"));
        try (TestGateway two = TestGateway.start("AIGW_MODEL_CATALOGUE_FILE", file.toString())) {
            two.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            two.upstream().willAnswerAt(":predict", Wire.vertexVectors(new double[] {0.5}));
            two.upstream()
                    .willAnswerAt(
                            "/locations/global/publishers/google/models/gemini-embedding-2:embedContent",
                            Reply.json(200, "{\"embedding\": {\"values\": [0.125]}, \"truncated\": false}"));

            JsonNode little =
                    two.rails("semantic_search_issue").post(PATH, ISSUE).json();
            JsonNode much = two.rails("semantic_search_issue")
                    .post(PATH, ISSUE.replace("fails", "fails ".repeat(2500)))
                    .json();

            assertThat(little.get("metadata").get("model").textValue()).isEqualTo("text-embedding-005");
            assertThat(much.get("metadata").get("model").textValue()).isEqualTo("gemini-embedding-2");
            assertThat(much.get("response").toString()).isEqualTo("[0.125]");
        }
    }

    /** Without any model: the same text has the same vector, and texts with the same words are near each other. */
    @Test
    void embedsLocallyInMockMode() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            JsonNode answer =
                    mock.rails("semantic_search_issue").post(PATH, """
                            {"content": ["Login fails with LDAP", "LDAP login fails", "Add a dark theme"], "content_type": "issue"}""").json();
            JsonNode again = mock.rails("semantic_search_issue").post(PATH, """
                            {"content": "Login fails with LDAP", "content_type": "issue"}""").json();

            JsonNode vectors = answer.get("response");
            assertThat(again.get("response")).isEqualTo(vectors.get(0)).hasSize(256);
            assertThat(cosine(vectors.get(0), vectors.get(1)))
                    .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.3);
            assertThat(again.get("metadata").toString())
                    .isEqualTo("{\"identifier\":\"local-hashing\",\"model\":\"local-hashing\",\"provider\":\"mock\"}");
            assertThat(mock.upstream().received()).isEmpty();
        }
    }

    private static double cosine(JsonNode one, JsonNode other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += one.get(i).doubleValue() * other.get(i).doubleValue();
        }
        return sum;
    }
}
