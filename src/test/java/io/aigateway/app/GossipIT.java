package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.cluster.TestNodes;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeIssuer.Mood;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one node of a cluster has learnt, another one need not. */
class GossipIT {
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"},"
            + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String LEFT_ALONE = "gateway_provider_breakers_open";

    private final TestNodes cluster = new TestNodes();
    private final Vertx outside = Vertx.vertx();
    private final FakeIssuer issuer = FakeIssuer.start(outside);
    private final FakeUpstream upstream = OnLoop.await(FakeUpstream.start(outside));

    @AfterEach
    void close() {
        cluster.close();
        OnLoop.await(outside.close());
    }

    private TestGateway join(String... settings) {
        return TestGateway.join(cluster.join(), issuer, upstream, settings);
    }

    private static int ask(TestGateway gateway) {
        return gateway.rails("generate_commit_message").post(PATH, BODY).status();
    }

    @Test
    void letsCallersInWithKeysThatAnotherNodeFetched() {
        TestGateway first = join("AIGW_MOCK_MODEL_RESPONSES", "true");
        assertThat(ask(first)).isEqualTo(200);
        issuer.mood(Mood.BROKEN);

        TestGateway second = join("AIGW_MOCK_MODEL_RESPONSES", "true");

        OnLoop.until(
                "the second is ready",
                () -> second.anonymous().send("GET", "/monitoring/ready").status() == 200);
        assertThat(ask(second)).isEqualTo(200);
        assertThat(issuer.keyFetches()).isEqualTo(1);
    }

    @Test
    void learnsKeysThatAnotherNodeFetchesLater() {
        issuer.mood(Mood.BROKEN);
        TestGateway first = join("AIGW_MOCK_MODEL_RESPONSES", "true");
        TestGateway second = join("AIGW_MOCK_MODEL_RESPONSES", "true");
        assertThat(ask(second)).isEqualTo(503);
        issuer.mood(Mood.WELL);

        OnLoop.until("both let callers in", () -> ask(first) == 200 && ask(second) == 200);
    }

    @Test
    void believesTheFirstFailureOfATargetThatAnotherNodeLeavesAlone() {
        TestGateway first = join("AIGW_PROVIDERS__BREAKER_FAILURES", "3", "AIGW_PROVIDERS__BREAKER_PAUSE", "60");
        TestGateway second = join("AIGW_PROVIDERS__BREAKER_FAILURES", "20", "AIGW_PROVIDERS__BREAKER_PAUSE", "60");
        assertThat(ask(second)).isNotEqualTo(200); // Not enough by itself, and now it knows the target.
        assertThat(second.metric(LEFT_ALONE, "provider=\"anthropic\"")).isZero();

        for (int i = 0; i < 3; i++) {
            ask(first);
        }
        assertThat(first.metric(LEFT_ALONE, "provider=\"anthropic\"")).isEqualTo(1);
        OnLoop.until("the second leaves it alone", () -> {
            ask(second);
            return second.metric(LEFT_ALONE, "provider=\"anthropic\"") == 1;
        });

        int asked = upstream.received().size();
        assertThat(asked).isLessThan(20);
        assertThat(ask(second)).isNotEqualTo(200);
        assertThat(upstream.received()).hasSize(asked);
    }
}
