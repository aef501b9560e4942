package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.beta.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official SDKs, pointed at the proxies as their users do it: with a token of the gateway for a key, and headers beside it. */
class ProxySdkE2eTest {
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private AnthropicClient claude() {
        var client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.uri("/v1/proxy/anthropic").toString())
                .authToken(token())
                .maxRetries(0);
        headers().forEach(client::putHeader);
        return client.build();
    }

    private OpenAIClient openAi() {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.uri("/v1/proxy/openai/v1").toString())
                .apiKey(token())
                .maxRetries(0);
        headers().forEach(client::putHeader);
        return client.build();
    }

    private String token() {
        return Proxied.by(gateway).headers().get("Authorization").substring("Bearer ".length());
    }

    private Map<String, String> headers() {
        var headers = new HashMap<>(Proxied.by(gateway).headers());
        headers.remove("Authorization");
        headers.remove("Content-Type");
        return headers;
    }

    private static MessageCreateParams message() {
        return MessageCreateParams.builder()
                .model(Proxied.CLAUDE)
                .maxTokens(64L)
                .addUserMessage("List the files, p\u00e9tit")
                .addTool(Tool.builder()
                        .name("list_files")
                        .inputSchema(Tool.InputSchema.builder().build())
                        .build())
                .build();
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model(Proxied.GPT)
                .addUserMessage("What is the weather in Turin?")
                .addFunctionTool(
                        FunctionDefinition.builder().name("get_weather").build())
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model(Proxied.GPT)
                .input("Weather in Turin?")
                .build();
    }

    private Received asked() {
        return gateway.upstream().onlyRequest();
    }

    private static Reply sse(String fixture) {
        return Reply.sse(Fixtures.text(fixture));
    }

    @Test
    void anthropicCompletesAPlainCall() {
        gateway.upstream().willAnswer(Reply.json(200, Fixtures.text("anthropic.messages.response.tool_use.json")));

        var answer = claude().messages().create(message());

        assertThat(answer.content().get(0).asThinking().signature()).isEqualTo("c2lnbmF0dXJlLWZpeHR1cmU=");
        assertThat(answer.content().get(1).asToolUse().name()).isEqualTo("list_files");
        assertThat(answer.usage().outputTokens()).isEqualTo(48);
        assertThat(asked().path()).isEqualTo("/anthropic/v1/messages");
        assertThat(asked().header("x-api-key")).isEqualTo(TestGateway.ANTHROPIC_KEY);
        assertThat(asked().headers().names())
                .noneMatch(name ->
                        name.toLowerCase(java.util.Locale.ROOT).matches("authorization|x-gitlab.*|x-stainless.*"));
    }

    @Test
    void anthropicStreamsACallOfATool() {
        gateway.upstream()
                .willAnswer(sse("anthropic.messages.stream.tool_use.sse").inPiecesOf(7));
        var whole = MessageAccumulator.create();

        try (StreamResponse<RawMessageStreamEvent> stream = claude().messages().createStreaming(message())) {
            stream.stream().forEach(whole::accumulate);
        }

        ToolUseBlock call = whole.message().content().get(1).asToolUse();
        assertThat(call.name()).isEqualTo("list_files");
        assertThat(call._input().toString()).isEqualTo("{path=src}");
        assertThat(whole.message().usage().outputTokens()).isEqualTo(57);
    }

    @Test
    void anthropicCountsTokens() {
        gateway.upstream().willAnswer(Reply.json(200, Fixtures.text("anthropic.count_tokens.response.json")));

        var counted = claude().beta()
                .messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(Proxied.CLAUDE)
                        .addUserMessage("hi")
                        .putAdditionalQueryParam("beta", "true")
                        .build());

        assertThat(counted.inputTokens()).isEqualTo(18);
        assertThat(asked().path()).isEqualTo("/anthropic/v1/messages/count_tokens?beta=true");
    }

    @Test
    void anthropicUnderstandsAnErrorOfTheProvider() {
        gateway.upstream().willAnswer(Reply.recorded(Fixtures.http("anthropic.error.429.http")));
        AnthropicClient client = claude();

        var error = catchThrowableOfType(
                RateLimitException.class, () -> client.messages().create(message()));

        assertThat(error.type()).map(Object::toString).contains("rate_limit_error");
        assertThat(error.body().toString()).contains("req_011Fixture000000000000429");
    }

    @Test
    void anthropicUnderstandsAnErrorInTheMiddleOfAStream() {
        gateway.upstream().willAnswer(sse("anthropic.messages.stream.error.sse"));
        AnthropicClient client = claude();

        var error = catchThrowableOfType(SseException.class, () -> {
            try (StreamResponse<RawMessageStreamEvent> stream =
                    client.messages().createStreaming(message())) {
                stream.stream().forEach(event -> {});
            }
        });

        assertThat(error.body().toString()).contains("overloaded_error");
    }

    @Test
    void anthropicCancelsAStream() {
        Reply reply = sse("anthropic.messages.stream.tool_use.sse");
        gateway.upstream().willAnswer(reply.stalledAfter(reply.body().length / 2));

        try (StreamResponse<RawMessageStreamEvent> stream = claude().messages().createStreaming(message())) {
            Iterator<RawMessageStreamEvent> events = stream.stream().iterator();
            assertThat(events.next().isMessageStart()).isTrue();
            assertThat(asked().isAbandoned()).isFalse();
        }

        OnLoop.until("the provider was left", () -> asked().isAbandoned());
    }

    @Test
    void openAiCompletesAPlainCall() {
        gateway.upstream().willAnswer(Reply.json(200, Fixtures.text("openai.chat.response.tool_calls.json")));

        var answer = openAi().chat().completions().create(chat());

        assertThat(answer.choices()
                        .get(0)
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .get(0)
                        .asFunction()
                        .function()
                        .arguments())
                .isEqualTo("{\"city\":\"Turin\"}");
        assertThat(asked().path()).isEqualTo("/openai/v1/chat/completions");
        assertThat(asked().header("authorization")).isEqualTo("Bearer " + TestGateway.OPENAI_KEY);
        assertThat(asked().header("user-agent")).startsWith("OpenAI");
        assertThat(asked().headers().names())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches("x-gitlab.*|x-stainless.*"));
    }

    @Test
    void openAiStreamsACallOfATool() {
        gateway.upstream().willAnswer(sse("openai.chat.stream.tool_calls.sse").inPiecesOf(11));
        var whole = ChatCompletionAccumulator.create();

        try (com.openai.core.http.StreamResponse<ChatCompletionChunk> stream =
                openAi().chat().completions().createStreaming(chat())) {
            stream.stream().forEach(whole::accumulate);
        }

        ChatCompletionMessageFunctionToolCall call = whole.chatCompletion()
                .choices()
                .get(0)
                .message()
                .toolCalls()
                .orElseThrow()
                .get(0)
                .asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Turin\"}");
    }

    @Test
    void openAiAnswersByResponses() {
        gateway.upstream().willAnswer(Reply.json(200, Fixtures.text("openai.responses.response.json")));

        var answer = openAi().responses().create(response());

        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(126);
        assertThat(asked().path()).isEqualTo("/openai/v1/responses");
    }

    @Test
    void openAiStreamsResponsesWithACallOfATool() {
        gateway.upstream().willAnswer(sse("openai.responses.stream.function_call.sse"));
        var whole = ResponseAccumulator.create();

        try (com.openai.core.http.StreamResponse<ResponseStreamEvent> stream =
                openAi().responses().createStreaming(response())) {
            stream.stream().forEach(whole::accumulate);
        }

        assertThat(whole.response().output().get(0).asFunctionCall().arguments())
                .isEqualTo("{\"city\":\"Turin\"}");
    }

    @Test
    void openAiUnderstandsAnErrorOfTheProvider() {
        gateway.upstream().willAnswer(Reply.json(400, Fixtures.text("openai.error.400.json")));
        OpenAIClient client = openAi();

        var error = catchThrowableOfType(
                BadRequestException.class, () -> client.chat().completions().create(chat()));

        assertThat(error.code()).contains("context_length_exceeded");
        assertThat(error.param()).contains("messages");
    }

    @Test
    void openAiCancelsAStream() {
        Reply reply = sse("openai.chat.stream.text.sse");
        gateway.upstream().willAnswer(reply.stalledAfter(reply.body().length / 2));

        try (com.openai.core.http.StreamResponse<ChatCompletionChunk> stream =
                openAi().chat().completions().createStreaming(chat())) {
            assertThat(stream.stream().iterator().next().choices()).hasSize(1);
            assertThat(asked().isAbandoned()).isFalse();
        }

        OnLoop.until("the provider was left", () -> asked().isAbandoned());
    }
}
