package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model whose answers are urgent, at two places: when the first is slow the second is asked, and neither is left running. */
class HedgeE2eTest {
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": true,"
            + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String TARGETS = """
            hedge: true
            targets:
              - {provider: anthropic, model: claude-sonnet-4-6}
              - {provider: openai, model: gpt-5}
            """.indent(4);

    /** So many answers are needed to know how long they usually take. */
    private static final int ENOUGH = 20;

    private Vertx vertx;
    private FakeProviders first;
    private FakeProviders second;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        first = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        second = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        gateway = TestGateway.startWithModels(
                models -> models.replace("    target: {provider: anthropic, model: claude-sonnet-4-6}\n", TARGETS),
                "ANTHROPIC_BASE_URL",
                first.url(),
                "OPENAI_BASE_URL",
                second.url() + "/v1");
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(gateway.rails("generate_commit_message").post(PATH, BODY).status())
                    .isEqualTo(200);
        }
        assertThat(second.stats().requests()).isZero();
    }

    @AfterEach
    void stop() {
        gateway.close();
        OnLoop.await(vertx.close());
    }

    private static boolean isFree(FakeProviders fake) {
        return fake.stats().underWay() == 0;
    }

    @Test
    void takesTheAnswerOfTheSecondAndFreesTheFirst() {
        first.failWith("stall@headers");

        String answer =
                gateway.rails("generate_commit_message").post(PATH, BODY).text();

        assertThat(answer).startsWith("This");
        assertThat(gateway.count("gateway_model_hedges_won")).isEqualTo(1);
        OnLoop.until("the slow one is free", () -> isFree(first));
        assertThat(first.stats().abandoned()).isEqualTo(1);
    }

    @Test
    void freesBothWhenTheClientLeaves() {
        first.failWith("stall@headers");
        second.failWith("stall@first-token");
        RawClient client = gateway.rails("generate_commit_message").open(PATH, BODY);
        OnLoop.until(
                "both were asked",
                () -> first.stats().underWay() + second.stats().underWay() == 2);

        client.leave();

        OnLoop.until("both are free", () -> isFree(first) && isFree(second));
        assertThat(first.stats().abandoned()).isEqualTo(1);
        assertThat(second.stats().abandoned()).isEqualTo(1);
        OnLoop.until("nothing is under way", () -> gateway.metric("gateway_provider_calls_in_flight", "") == 0);
    }
}
