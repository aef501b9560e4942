package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests as real clients send them, and the shape of the answer that they need: the examples of the contract and of the clients
 * reference. In an expected body {@code <int>}, {@code <text>} and {@code <list>} stand for any value of that kind.
 */
class ContractVectorsE2eTest {
    private TestGateway gateway;

    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = ContractVectorsE2eTest.class.getResourceAsStream("/vectors/code-suggestions.json")) {
            JsonNode vectors = Json.read(Objects.requireNonNull(in).readAllBytes());
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> Arguments.of(vector.get("name").textValue(), vector));
        }
    }

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true");
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void answersAsTheClientNeeds(String name, JsonNode vector) {
        if (!vector.get("upstream").isNull()) {
            gateway.upstream()
                    .willAlwaysAnswer(Reply.json(200, vector.get("upstream").toString()));
        }
        String[] scopes = StreamSupport.stream(vector.get("scopes").spliterator(), false)
                .map(JsonNode::textValue)
                .toArray(String[]::new);
        Call call = gateway.rails(scopes);
        vector.get("headers")
                .properties()
                .forEach(
                        header -> call.header(header.getKey(), header.getValue().textValue()));
        String body = vector.get("body")
                .toString()
                .replace("<upstream>", gateway.upstream().url());

        Answer answer = call.post(vector.get("path").textValue(), body);

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(vector.get("expect").get("status").intValue());
        assertSame(answer.json(), vector.get("expect").get("body"), "body");
    }

    private static void assertSame(JsonNode actual, JsonNode expected, String place) {
        switch (expected.asText("")) {
            case "<int>" -> assertThat(actual.isIntegralNumber()).as(place).isTrue();
            case "<text>" ->
                assertThat(actual.isTextual() && !actual.textValue().isEmpty())
                        .as(place)
                        .isTrue();
            case "<list>" -> assertThat(actual.isArray()).as(place).isTrue();
            default -> assertSameStructure(actual, expected, place);
        }
    }

    private static void assertSameStructure(JsonNode actual, JsonNode expected, String place) {
        if (expected.isObject()) {
            assertThat(actual.fieldNames())
                    .toIterable()
                    .as(place)
                    .containsExactlyElementsOf(() -> expected.fieldNames());
            expected.properties()
                    .forEach(member ->
                            assertSame(actual.get(member.getKey()), member.getValue(), place + "." + member.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(place).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(actual.get(i), expected.get(i), place + "[" + i + "]");
            }
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }
}
