package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
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

/** Prompts as Rails asks for them, and the text that it takes apart. Client vectors TV-16 to TV-22 and TV-32. */
class PromptVectorsE2eTest {
    private TestGateway gateway;

    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = PromptVectorsE2eTest.class.getResourceAsStream("/vectors/prompts.json")) {
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
        JsonNode body = vector.get("body");
        String text = vector.get("says").textValue();
        gateway.upstream()
                .willAlwaysAnswer(says(
                        vector.get("by").textValue(), text, body.path("stream").booleanValue()));

        Answer answer = gateway.rails(vector.get("scope").textValue())
                .header("X-Gitlab-Unit-Primitive", vector.get("asked_for").textValue())
                .post(
                        vector.get("path").textValue(),
                        body.toString().replace("<upstream>", gateway.upstream().url()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        if (vector.has("expect")) {
            assertThat(answer.json()).isEqualTo(vector.get("expect"));
        } else if (body.path("stream").booleanValue()) {
            assertThat(answer.text()).isEqualTo(text);
        } else {
            assertThat(answer.json().textValue()).isEqualTo(text);
        }
    }

    private static Reply says(String provider, String text, boolean streams) {
        int half = text.length() / 2;
        String[] pieces = {text.substring(0, half), text.substring(half)};
        return switch (provider) {
            case "anthropic" -> streams ? Wire.messageStream(pieces) : Wire.messages(text);
            case "openai" -> streams ? Wire.chatStream(pieces) : Wire.chatCompletion(text);
            case "gemini" -> Wire.gemini(text);
            default -> throw new IllegalArgumentException(provider);
        };
    }
}
