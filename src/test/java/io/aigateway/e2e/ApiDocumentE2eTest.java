package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.OpenApi;
import io.aigateway.testkit.OpenApi.Operation;
import io.aigateway.testkit.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API document, compared with the routes that are mounted and with real answers. Contract section 6.7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentE2eTest {
    private static final String[] EVERYTHING = {
        "complete_code",
        "generate_code",
        "duo_chat",
        "duo_classic_chat",
        "documentation_search",
        "generate_embeddings_codebase",
        "semantic_search_issue",
        "generate_commit_message",
        "ai_gateway_model_provider_proxy"
    };

    private static final String COMPLETION = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x = 1",
             "content_below_cursor": ""}, "model_provider": "fireworks_ai"}
            """;

    private TestGateway mock;
    private TestGateway real;
    private OpenApi api;

    @BeforeAll
    void start() {
        mock = TestGateway.start(
                "AIGW_MOCK_MODEL_RESPONSES", "true",
                "AIGW_CUSTOM_MODELS__ENABLED", "true",
                "AIGW_FASTAPI__OPENAPI_URL", "/openapi.json",
                "AIGW_FASTAPI__DOCS_URL", "/docs",
                "AIGW_FASTAPI__REDOC_URL", "/help/redoc");
        real = TestGateway.start("AIGW_PROVIDERS__RETRIES", "0");
        api = new OpenApi(mock.rails().send("GET", "/openapi.json").json());
    }

    @AfterAll
    void stop() {
        mock.close();
        real.close();
    }

    private void assertDocumented(Operation operation, Answer answer) {
        assertThat(api.problems(operation, answer.status(), answer.header("Content-Type"), answer.text()))
                .as(operation.method() + " " + operation.template() + " " + answer.status())
                .isEmpty();
    }

    @Test
    void documentsEveryRouteAndNoOther() {
        var routes = new TreeSet<>(mock.routes());
        routes.removeIf(route -> route.matches("GET (/openapi.json|/docs.*|/help/redoc.*)"));

        assertThat(api.names(false)).isEqualTo(routes);
    }

    @Test
    void documentsEveryRouteForOperatorsAndNoOther() {
        var routes = new TreeSet<>(mock.operationsRoutes());
        routes.removeAll(Set.of("GET /monitoring/healthz", "GET /monitoring/ready"));

        assertThat(api.names(true)).isEqualTo(routes);
    }

    @Test
    void isAnOpenApiDocument() {
        var document = new JsonObject(mock.rails().send("GET", "/openapi.json").text());

        assertThat(formErrors(document)).isEmpty();
        assertThat(api.brokenReferences()).isEmpty();
        assertThat(document.getString("openapi")).isEqualTo("3.1.0");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("GitLab AI Gateway");
        document.getJsonObject("info").remove("title");
        assertThat(formErrors(document)).isNotEmpty();
    }

    private static List<OutputUnit> formErrors(JsonObject document) {
        // Its own Vert.x: the tool reads OpenAPI's schemas off the class path, which the gateway's does not.
        Vertx vertx = Vertx.vertx();
        try {
            OutputUnit result = OnLoop.await(OpenAPIVersion.V3_1
                    .getRepository(vertx, "app://api")
                    .compose(schemas -> OpenAPIVersion.V3_1.validateContract(vertx, schemas, document)));
            return result.getValid() ? List.of() : result.getErrors();
        } finally {
            OnLoop.await(vertx.close());
        }
    }

    @Test
    void answersEveryExampleInMockModeAsDocumented() {
        for (Operation operation : api.operations()) {
            if (operation.isForOperators()) {
                continue;
            }
            for (String body : operation.examples()) {
                TestGateway.Call call =
                        mock.rails(EVERYTHING).header("x-gitlab-unit-primitive", "ai_gateway_model_provider_proxy");
                Answer answer = operation.method().equals("GET")
                        ? call.send("GET", operation.examplePath())
                        : call.post(operation.examplePath(), body);

                assertThat(answer.status())
                        .as(operation.template() + " " + answer.text())
                        .isIn(200, 204);
                assertDocumented(operation, answer);
            }
        }
    }

    @Test
    void answersOperatorsAsDocumented() {
        for (String path : Set.of("/metrics", "/monitoring/status", "/logging/level")) {
            assertDocumented(api.operation("GET", path), mock.operations("GET", path, ""));
        }
        Operation change = api.operation("PUT", "/logging/level/{level}");
        assertDocumented(change, mock.operations("PUT", "/logging/level/nonsense", ""));
        String level =
                mock.operations("GET", "/logging/level", "").json().get("root").textValue();
        assertDocumented(change, mock.operations("PUT", "/logging/level/" + level, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/code/completions, complete_code, 200, 200",
        "/v2/code/completions, complete_code, 429, 429",
        "/v2/code/completions, complete_code, 500, 503",
        "/v2/code/completions, duo_chat, 200, 403",
        "/v2/completions, complete_code, 200, 200"
    })
    void answersWithRealModelsAsDocumented(String path, String scope, int upstream, int status) {
        real.upstream().willAnswer(upstream == 200 ? Wire.completion("a + b") : Reply.json(upstream, "{}"));
        real.upstream().willAlwaysAnswer(upstream == 200 ? Wire.completion("a + b") : Reply.json(upstream, "{}"));

        Answer answer = real.rails(scope)
                .header("x-gitlab-enabled-feature-flags", "a,b")
                .post(path, COMPLETION);

        assertThat(answer.status()).isEqualTo(status);
        assertDocumented(api.operation("POST", path), answer);
    }

    @Test
    void refusesAsDocumented() {
        for (Operation operation : api.operations()) {
            if (!operation.isForOperators() && !operation.node().has("security")) {
                assertDocumented(operation, mock.anonymous().post(operation.examplePath(), "{}"));
                assertDocumented(operation, mock.rails("nothing").post(operation.examplePath(), "{}"));
                assertDocumented(operation, mock.rails("nothing").post(operation.examplePath(), "no JSON"));
                assertDocumented(operation, real.rails("nothing").post(operation.examplePath(), "[]"));
            }
        }
    }

    @Test
    void seesWhatIsNotAsDocumented() {
        Operation operation = api.operation("POST", "/v2/code/completions");
        JsonNode right =
                mock.rails(EVERYTHING).post("/v2/code/completions", COMPLETION).json();
        String type = "application/json";

        assertThat(api.problems(operation, 200, type, right.toString())).isEmpty();
        assertThat(api.problems(operation, 200, type, right.toString().replace("\"created\"", "\"undocumented\"")))
                .isNotEmpty();
        assertThat(api.problems(operation, 418, type, right.toString())).isNotEmpty();
        assertThat(api.problems(operation, 200, "text/html", right.toString())).isNotEmpty();
    }
}
