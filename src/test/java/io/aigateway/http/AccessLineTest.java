package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.observe.LogLine;
import io.aigateway.testkit.ToldMembers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLineTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.042Z");

    private static AccessLine line(Map<String, Object> notes) {
        return new AccessLine(
                "192.0.2.1",
                4711,
                "POST",
                "/v2/code/completions?a=b",
                "http://localhost:5052/v2/code/completions?a=b",
                "1.1",
                200,
                new AccessLine.Times(NOON, 1_234_567_890, 1_230_000_000, 400_000, -1),
                "application/json",
                "Ruby",
                notes);
    }

    @Test
    void peopleReadWhoAskedForWhatAndWhatCameOfIt() {
        String text = "192.0.2.1:4711 - \"POST /v2/code/completions?a=b HTTP/1.1\" 200";
        assertThat(line(Map.of()).getFormattedMessage()).isEqualTo(text);
    }

    @Test
    void machinesReadTheMembersOfTheContractAndTheNotes() {
        Map<String, Object> told =
                ToldMembers.of(line(Map.of("meta.feature_category", "code_suggestions", "agent_tools", List.of("a"))));
        var expected = new LinkedHashMap<String, Object>();
        expected.put("url", "http://localhost:5052/v2/code/completions?a=b");
        expected.put("path", "/v2/code/completions?a=b");
        expected.put("status_code", 200L);
        expected.put("method", "POST");
        expected.put("http_version", "1.1");
        expected.put("client_ip", "192.0.2.1");
        expected.put("client_port", 4711L);
        expected.put("duration_s", Duration.ofNanos(1_234_567_890));
        expected.put("duration_request", -1.0);
        expected.put("request_arrived_at", NOON);
        expected.put("response_start_duration_s", Duration.ofMillis(1230));
        expected.put("first_chunk_duration_s", Duration.ofMillis(1230));
        expected.put("cpu_s", Duration.of(400, ChronoUnit.MICROS));
        expected.put("content_type", "application/json");
        expected.put("user_agent", "Ruby");
        expected.put("meta.feature_category", "code_suggestions");
        expected.put("agent_tools", List.of("a"));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void saysNoMoreThanItsPathWhenItIsPrinted() {
        LogLine line = line(Map.of("token_issuer", "planted"));
        assertThat(line).hasToString("POST /v2/code/completions?a=b");
    }
}
