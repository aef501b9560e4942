package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.cluster.TestNodes;
import io.aigateway.observe.Traces;
import io.aigateway.settings.TraceSettings;
import io.aigateway.testkit.FakeCollector;
import io.aigateway.testkit.FakeCollector.Seen;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that is served by several nodes is one trace. */
class TracesAcrossNodesIT {
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"},"
            + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final TestNodes cluster = new TestNodes();
    private final Vertx outside = Vertx.vertx();
    private final FakeIssuer issuer = FakeIssuer.start(outside);
    private final FakeUpstream upstream = OnLoop.await(FakeUpstream.start(outside));
    private final FakeCollector collector = new FakeCollector();

    @AfterEach
    void close() {
        cluster.close();
        collector.close();
        OnLoop.await(outside.close());
    }

    private TestGateway join(String name, String roles) {
        Traces traces = Traces.of(new TraceSettings(
                true,
                Map.of(
                        "otel.exporter.otlp.endpoint",
                        collector.url(),
                        "otel.service.name",
                        name,
                        "otel.bsp.schedule.delay",
                        "50")));
        var node = cluster.joinTraced(Objects.requireNonNull(traces.http()));
        return TestGateway.join(
                node,
                issuer,
                upstream,
                traces,
                "AIGW_CLUSTER__ENABLED",
                "true",
                "AIGW_CLUSTER__MEMBERS",
                "127.0.0.1:" + cluster.firstPort(),
                "AIGW_ROLES",
                roles);
    }

    @Test
    void tellsEveryHopAndWhereItWas() {
        join("models", "provider");
        join("features", "features");
        TestGateway web = join("web", "http");
        OnLoop.until(
                "it is ready",
                () -> web.anonymous().send("GET", "/monitoring/ready").status() == 200);
        upstream.willAlwaysAnswer(Reply.json(500, "{}"));

        OnLoop.until("the features know the models", () -> {
            web.rails("generate_commit_message")
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                    .post(PATH, BODY);
            return !upstream.received().isEmpty();
        });

        String parent = upstream.received().get(0).header("traceparent").substring(36, 52);
        List<Seen> way = new ArrayList<>();
        OnLoop.until("the spans of all hops have come", () -> {
            way.clear();
            for (Seen span = span(parent); span != null; span = span(span.parent())) {
                way.add(span);
            }
            return way.size() == 4;
        });

        assertThat(way).extracting(Seen::service).containsExactly("models", "models", "features", "web");
        assertThat(way.get(1).attributes()).containsEntry("gen_ai.provider.name", "anthropic");
        assertThat(way.get(3).parent()).isEqualTo("b7ad6b7169203331");
    }

    private @Nullable Seen span(String id) {
        return collector.trace(TRACE).stream()
                .filter(span -> span.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
