package io.aigateway.proxy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.api.Usage;
import io.aigateway.testkit.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {
    private static final String JSON = "application/json";
    private static final String SSE = "text/event-stream; charset=utf-8";

    private static Usage read(String type, byte[] bytes, int pieceBytes) {
        var reader = new UsageReader(type);
        for (int from = 0; from < bytes.length; from += pieceBytes) {
            reader.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceBytes)));
        }
        return reader.usage();
    }

    private static Usage read(String type, String text) {
        return read(type, text.getBytes(StandardCharsets.UTF_8), 1000);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.messages.response.json, 2460, 9, 2048",
        "anthropic.messages.response.tool_use.json, 350, 48, 0",
        "anthropic.messages.stream.text.sse, 25, 6, 0",
        "anthropic.messages.stream.tool_use.sse, 301, 57, 0",
        "anthropic.messages.stream.error.sse, 25, 1, 0",
        "openai.chat.response.json, 96, 30, 64",
        "openai.chat.stream.text.sse, 14, 6, 0",
        "openai.responses.response.json, 96, 30, 64",
        "openai.responses.stream.text.sse, 14, 6, 0",
        "openai.responses.stream.function_call.sse, 60, 15, 0",
        "openai.embeddings.response.float.json, 2, 0, 0",
        "vertex.gemini.response.json, 88, 34, 0",
        "vertex.gemini.stream.sse, 9, 4, 0",
        "vertex.embeddings.response.json, 4, 0, 0",
    })
    void readsWhatEveryProviderStates(String fixture, int input, int output, int cached) {
        byte[] bytes = Fixtures.bytes(fixture);
        String type = fixture.endsWith(".sse") ? SSE : JSON;

        for (int pieceBytes : new int[] {1, 2, 3, 7, 64, bytes.length}) {
            assertThat(read(type, bytes, pieceBytes)).isEqualTo(new Usage(input, output, cached, true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai.chat.stream.tool_calls.sse",
                "openai.chat.stream.error.sse",
                "anthropic.count_tokens.response.json",
                "anthropic.error.429.http"
            })
    void knowsNothingWhereNothingIsStated(String fixture) {
        String type = fixture.endsWith(".sse") ? SSE : JSON;

        assertThat(read(type, Fixtures.bytes(fixture), 5)).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void readsAnArrayThatIsStreamed() {
        String array =
                "[{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}\n,\r\n{\"candidates\":[],\"usageMetadata\":"
                        + "{\"promptTokenCount\": 9 ,\"candidatesTokenCount\":4}}]";

        assertThat(read(JSON, array.getBytes(StandardCharsets.UTF_8), 3)).isEqualTo(new Usage(9, 4, 0, true));
    }

    @Test
    void readsEventsWhoseLinesEndInAnyWay() {
        String event = "event: x|data: {\"usage\":|data: {\"input_tokens\": 5, \"output_tokens\": 7}}||";

        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            byte[] bytes = event.replace("|", end).getBytes(StandardCharsets.UTF_8);
            assertThat(read(SSE, bytes, 1)).isEqualTo(new Usage(5, 7, 0, true));
            assertThat(read(SSE, bytes, 1000)).isEqualTo(new Usage(5, 7, 0, true));
        }
    }

    @Test
    void isNotFooledByWhatAnAnswerQuotes() {
        String quoted = "{\"content\":[{\"text\":\"\\\"usage\\\":{\\\"input_tokens\\\":999}\"},"
                + "{\"input\":{\"usage\":{\"input_tokens\":888}}}],\"x\":{\"usage\":{\"output_tokens\":777}},"
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":null,\"details\":{\"output_tokens\":6}}}";

        assertThat(read(JSON, quoted)).isEqualTo(new Usage(1, 0, 0, true));
    }

    @Test
    void startsAfreshWithEveryEvent() {
        String events =
                "data: {\"usage\":{\"input_tokens\":\n\ndata: no json {[\n\ndata: {\"usage\":{\"output_tokens\":3}}\n\n";

        assertThat(read(SSE, events)).isEqualTo(new Usage(0, 3, 0, true));
    }

    @Test
    void staysWithinItsNumbers() {
        assertThat(read(JSON, "{\"usage\":{\"input_tokens\":" + "9".repeat(500) + ",\"output_tokens\":1.5}}"))
                .isEqualTo(new Usage(Integer.MAX_VALUE, 1, 0, true));
    }

    @Test
    void survivesAnything() {
        var random = new Random(42);
        byte[] alphabet = "{}[]\",:\\0123456789ae\n\r dt-+".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[200];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(read(round % 2 == 0 ? JSON : SSE, noise, 1 + random.nextInt(9)))
                    .isNotNull();
        }
        assertThat(read(JSON, "[".repeat(100_000) + "{\"usage\":1}" + "]".repeat(200_000)))
                .isEqualTo(Usage.UNKNOWN);
    }
}
