package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of callers, as they are set in {@code limits.yaml} and seen over HTTP. */
class LimitsE2eTest {
    private static final String PROMPT = "/v1/prompts/generate_commit_message";
    private static final String REFUSED = "{\"detail\":\"Too many requests. Please try again later.\"}";
    private static final String USED = "RateLimit-Observed";

    private static final String AGENT = "{\"messages\": [{\"role\": \"user\", \"content\": \"Summarise issue #12\"}],"
            + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String CHAT = "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\": {\"source\":"
            + " \"GitLab EE\", \"version\": \"16.3\"}, \"payload\": {\"content\": \"Hi\", \"provider\": \"anthropic\","
            + " \"model\": \"claude-3-5-sonnet-20240620\"}}]}";

    private TestGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start(String... policies) {
        try {
            Path file = Files.createTempFile("limits", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, "policies:\n  - {" + String.join("}\n  - {", policies) + "}\n");
            gateway = TestGateway.start("AIGW_LIMITS__FILE", file.toString(), "AIGW_CUSTOM_MODELS__ENABLED", "true");
            gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(boolean stream) {
        return "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": " + stream
                + ", \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    }

    private Call rails() {
        return gateway.rails("generate_commit_message");
    }

    private Answer ask() {
        return rails().post(PROMPT, body(false));
    }

    private void willSay(String text) {
        gateway.upstream().willAlwaysAnswer(Wire.messages(text));
    }

    private void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        assertThat(answer.text()).isEqualTo(REFUSED);
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 61L);
    }

    /** Tokens that count against the limit, as the next request is told; that one uses none, for its model refuses. */
    private long tokensUsed() {
        gateway.upstream().willAlwaysAnswer(Reply.json(400, "{}"));
        return Long.parseLong(ask().header(USED));
    }

    @Test
    void tellsNobodyOfLimitsThatDoNotExist() {
        gateway = TestGateway.start();
        willSay("Add a");

        assertThat(ask().response().headers().map().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
    }

    @Test
    void tellsHowMuchIsLeftAndRefusesWhenNothingIs() {
        start("name: users, key: user, requests_per_minute: 2");
        willSay("Add a");

        Answer first = ask();
        Answer second = ask();
        Answer third = ask();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Name")).isEqualTo("users");
        assertThat(first.header("RateLimit-Limit")).isEqualTo("2");
        assertThat(first.header(USED)).isEqualTo("1");
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("1");
        assertThat(second.header("RateLimit-Remaining")).isEqualTo("0");
        assertRefused(third);
        assertThat(third.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(gateway.upstream().received()).hasSize(2);
    }

    /** GitLab's clients wait until that time; one of them goes by the date, the others by the seconds. */
    @Test
    void tellsWhenTheWaitIsOverInTheTwoFormsOfGitLab() {
        start("name: users, requests_per_minute: 1");
        willSay("Add a");
        ask();

        Answer refused = ask();

        long reset = Long.parseLong(refused.header("RateLimit-Reset"));
        long now = System.currentTimeMillis() / 1000;
        assertThat(reset).isBetween(now + 1, now + 62);
        assertThat(ZonedDateTime.parse(refused.header("RateLimit-ResetTime"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isEqualTo(Instant.ofEpochSecond(reset));
    }

    @Test
    void admitsExactlyTheLimitToManyClientsAtOnce() {
        start("name: users, requests_per_minute: 20");
        willSay("Add a");

        List<Integer> statuses = IntStream.range(0, 60)
                .parallel()
                .mapToObj(number -> ask().status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(40);
        assertThat(gateway.upstream().received()).hasSize(20);
        assertThat(gateway.count("gateway_limit_refusals", "policy", "users")).isEqualTo(40);
    }

    /** What a caller writes into a header must not make another caller of it. */
    @Test
    void goesByTheTokenWhereThatNamesTheInstance() {
        start("name: instances, key: instance, requests_per_minute: 1");
        willSay("Add a");

        assertThat(ask().status()).isEqualTo(200);
        assertThat(rails().header("X-Gitlab-Host-Name", "other")
                        .post(PROMPT, body(false))
                        .status())
                .isEqualTo(429);
        assertThat(gateway.as(gateway.issuer().token().instance("another").scopes("generate_commit_message"))
                        .post(PROMPT, body(false))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void leavesAloneWhatAPolicyIsNotFor() {
        start("name: chats, only: {feature: chat}, requests_per_minute: 1");
        willSay("Add a");

        assertThat(ask().status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(200);
        assertThat(gateway.anonymous().send("GET", "/monitoring/healthz").status())
                .isEqualTo(200);
    }

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of("generate_commit_message", PROMPT, body(false)),
                Arguments.of("generate_commit_message", "/v2/prompts/generate_commit_message", body(true)),
                Arguments.of("complete_code", "/v2/code/completions", Flat.body(true)),
                Arguments.of("generate_code", "/v4/code/suggestions", "{}"),
                Arguments.of("duo_chat", "/v1/chat/agent", "{}"),
                Arguments.of("duo_classic_chat", "/v2/chat/agent", "{}"),
                Arguments.of("duo_chat", "/v1/chat", "{}"),
                Arguments.of("generate_embeddings_codebase", "/v1/embeddings/code_embeddings", "{}"),
                Arguments.of("documentation_search", "/v1/search/gitlab-docs", "{}"),
                Arguments.of(Proxied.UNIT_PRIMITIVE, Proxied.MESSAGES, Proxied.claude("")));
    }

    @ParameterizedTest
    @MethodSource("families")
    void refusesEveryFamilyInItsShape(String unitPrimitive, String path, String body) {
        start("name: all, requests_per_minute: 1");
        willSay("Add a");
        ask();

        Answer refused = gateway.rails(unitPrimitive)
                .header(Proxied.HEADER, Proxied.UNIT_PRIMITIVE)
                .post(path, body);

        assertRefused(refused);
    }

    @Test
    void refusesWhatIsUnderWayOverTheLimitAndFreesThePlaceOfWhoLeaves() {
        start("name: busy, key: user, concurrent: 1");
        gateway.upstream().willAnswer(Reply.never());
        RawClient first = rails().open(PROMPT, body(true));
        gateway.upstream().request(0);

        Answer second = ask();

        assertRefused(second);
        assertThat(second.header("Retry-After")).isEqualTo("1");
        willSay("Add a");
        first.leave();
        OnLoop.until("the place is free", () -> ask().status() == 200);
        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void settlesOnTheTokensThatTheProviderCounted() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswer(Wire.messages("Add a"));

        ask();

        assertThat(tokensUsed()).isEqualTo(412 + 9);
    }

    @Test
    void settlesOnTheTokensOfAStream() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswer(Wire.messageStream("Add", " a"));

        rails().post(PROMPT, body(true));

        assertThat(tokensUsed()).isEqualTo(25 + 6);
    }

    /** Until the answer is there, as much as it may take is set aside. */
    @Test
    void setsTokensAsideWhileTheModelWrites() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswer(Reply.never());
        RawClient first = rails().open(PROMPT, body(false));
        gateway.upstream().request(0);
        long meanwhile = tokensUsed();

        first.leave();

        assertThat(meanwhile).isGreaterThan(1000);
        OnLoop.until("the tokens are settled", () -> tokensUsed() < meanwhile);
        assertThat(tokensUsed()).as("what the model read").isBetween(100L, 2000L);
    }

    @Test
    void paysForTheBeginningOfAStreamThatTheClientLeft() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        Reply whole = Wire.messageStream("x".repeat(4000), "the rest");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("the rest");
        gateway.upstream().willAnswer(whole.stalledAfter(middle));
        RawClient client = rails().open(PROMPT, body(true));
        client.readUntil("xxx");
        long meanwhile = tokensUsed();

        client.leave();

        OnLoop.until("the tokens are settled", () -> tokensUsed() < meanwhile);
        assertThat(tokensUsed())
                .as("what was read, and 1000 tokens that were written")
                .isBetween(1100L, 3000L);
    }

    @Test
    void paysForTheBeginningOfAStreamThatTheProviderCut() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        Reply whole = Wire.messageStream("x".repeat(4000), "the rest");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("the rest");
        gateway.upstream().willAnswer(whole.cutAfter(middle));

        rails().postAndSeeItCut(PROMPT, body(true));

        assertThat(tokensUsed()).isBetween(1100L, 3000L);
    }

    @Test
    void paysNothingForWhatTheProviderRefused() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswer(Reply.json(500, "{}"));

        ask();

        assertThat(tokensUsed()).isZero();
    }

    /** Before anything is done for it: the model is not asked. */
    @Test
    void refusesWhoHasNoTokensLeft() {
        start("name: tokens, key: user, tokens_per_minute: 400");
        willSay("Add a");
        assertThat(ask().status())
                .as("its estimate is all of the limit, its usage more")
                .isEqualTo(200);

        Answer refused = ask();

        assertRefused(refused);
        assertThat(refused.header("RateLimit-Name")).isEqualTo("tokens");
        assertThat(refused.header(USED)).isEqualTo("421");
        assertThat(gateway.upstream().received()).hasSize(1);
    }

    /** What is found out where the model is asked is no failure of that model. */
    @Test
    void refusesAtTheModelInTheSameShape() {
        start("name: models, key: model, requests_per_minute: 1");
        willSay("Add a");
        assertThat(ask().status()).isEqualTo(200);

        Answer refused = ask();
        Answer streamed = rails().post(PROMPT, body(true));

        assertRefused(refused);
        assertRefused(streamed);
        assertThat(gateway.upstream().received()).hasSize(1);
    }

    static Stream<Arguments> familiesThatAskModels() {
        return Stream.of(
                Arguments.of("complete_code", "/v2/code/completions", Flat.body(false)),
                Arguments.of("complete_code", "/v2/code/completions", Flat.body(true)),
                Arguments.of("duo_classic_chat", "/v2/chat/agent", AGENT),
                Arguments.of("duo_chat", "/v1/chat/agent", CHAT),
                Arguments.of("duo_chat", "/v1/chat", Blueprint.TWO_PROMPTS));
    }

    @ParameterizedTest
    @MethodSource("familiesThatAskModels")
    void refusesAtTheModelInTheShapeOfEveryFamily(String unitPrimitive, String path, String body) {
        start("name: models, key: [user, model], requests_per_minute: 1");
        willSay("Add a");
        Call call = gateway.rails(unitPrimitive).header("X-Gitlab-Version", "19.3.0");
        call.post(path, body);

        Answer refused = call.post(path, body);

        assertRefused(refused);
    }

    @Test
    void countsTokensOfTheProxies() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswer(Wire.messageStream("Hel", "lo"));

        assertThat(Proxied.by(gateway)
                        .post(Proxied.MESSAGES, Proxied.claude(",\"stream\":true"))
                        .status())
                .isEqualTo(200);

        assertThat(tokensUsed()).isEqualTo(25 + 6);
    }

    @Test
    void countsTheTokensOfAProxiedStreamThatTheClientLeft() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        Reply whole = Wire.messageStream("x".repeat(12_800), "the rest");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("the rest");
        gateway.upstream().willAnswer(whole.stalledAfter(middle));
        RawClient client = Proxied.by(gateway).open(Proxied.MESSAGES, Proxied.claude(",\"stream\":true"));
        client.readUntil("xxx");
        long meanwhile = tokensUsed();

        client.leave();

        OnLoop.until("the tokens are settled", () -> tokensUsed() < meanwhile);
        assertThat(tokensUsed())
                .as("25 as its beginning says, and 12.8 KB of answer")
                .isBetween(126L, 140L);
    }

    @Test
    void refusesTheProxyOfAModelInTheSameShape() {
        start("name: claude, only: {model: " + Proxied.CLAUDE + "}, requests_per_minute: 1");
        willSay("hi");
        assertThat(Proxied.by(gateway)
                        .post(Proxied.MESSAGES, Proxied.claude(""))
                        .status())
                .isEqualTo(200);

        assertRefused(Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude("")));
    }

    @Test
    void countsTokensOfEmbeddings() {
        start("name: tokens, key: user, tokens_per_minute: 100_000");
        gateway.upstream().willAnswerAt(Wire.VERTEX_EMBEDDING, Wire.vertexVectors(new double[] {1}, new double[] {2}));

        Answer answer = gateway.rails("generate_embeddings_codebase")
                .post(
                        "/v1/embeddings/code_embeddings",
                        Wire.json(Map.of(
                                "model_metadata",
                                Map.of("provider", "gitlab", "identifier", "text_embedding_005_vertex"),
                                "contents",
                                List.of("def a; end", "def b; end"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(tokensUsed()).isEqualTo(4);
    }

    /** Bodies of code completions. */
    private static final class Flat {
        static String body(boolean stream) {
            return "{\"prompt_version\": 1, \"stream\": " + stream + ", \"current_file\": {\"file_name\": \"a.rb\","
                    + " \"content_above_cursor\": \"def a\", \"content_below_cursor\": \"\"}}";
        }
    }
}
