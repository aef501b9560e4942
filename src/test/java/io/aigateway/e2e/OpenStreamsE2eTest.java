package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked can be large and answers take minutes: an open stream holds none of it once its answer has begun. */
class OpenStreamsE2eTest {
    private static final int STREAMS = 4;
    private static final String STALLED = "stall@token:after=21";

    /** Messages that ask, what models read, and what bodies are read with. The stand-in for providers holds its own. */
    private static final Pattern OF_QUESTIONS = Pattern.compile("io\\.aigateway\\.(?!fakeupstream)\\S+Asked"
            + "|io\\.aigateway\\.model\\.api\\.(ModelInput\\$\\w+|ChatMessage)"
            + "|io\\.aigateway\\.provider\\.UpstreamCall"
            + "|io\\.aigateway\\.http\\.\\w+\\.(\\w*Body|Fields|Components)");

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

    private static Vertx vertx;
    private static FakeProviders fake;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        gateway = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true", "ANTHROPIC_BASE_URL", fake.url());
        fake.failWith(STALLED);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        OnLoop.await(vertx.close());
    }

    private static RawClient open(FaultyWay way) {
        RawClient client = way.open(gateway, fake.url(), STALLED, true);
        client.readUntil("This");
        return client;
    }

    private static void close(List<RawClient> clients) {
        clients.forEach(RawClient::leave);
        OnLoop.until("nothing is asked any more", () -> fake.stats().underWay() == 0);
    }

    /** How many objects there are that something holds, by their class. */
    private static Map<String, Integer> held() throws JMException {
        var command = new ObjectName("com.sun.management:type=DiagnosticCommand");
        var histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(command, "gcClassHistogram", new Object[] {new String[0]}, new String[] {
                    String[].class.getName()
                });
        var counts = new TreeMap<String, Integer>();
        for (String line : histogram.lines().toList()) {
            var found = LINE.matcher(line);
            if (found.matches() && OF_QUESTIONS.matcher(found.group(2)).matches()) {
                counts.put(found.group(2), Integer.parseInt(found.group(1)));
            }
        }
        return counts;
    }

    @ParameterizedTest
    @EnumSource
    void holdsNoQuestionOnceItsAnswerHasBegun(FaultyWay way) throws JMException {
        close(List.of(open(way)));
        Map<String, Integer> before = held();
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < STREAMS; i++) {
            clients.add(open(way));
        }

        Map<String, Integer> open = held();

        close(clients);
        before.forEach((type, count) -> open.merge(type, -count, Integer::sum));
        assertThat(open.values()).as("held by %d streams: %s", STREAMS, open).allMatch(more -> more < STREAMS);
    }
}
