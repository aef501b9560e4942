package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.observe.EveryMeter;
import io.aigateway.testkit.PromQl;
import io.aigateway.testkit.Scrape;
import io.aigateway.wire.Json;
import io.aigateway.wire.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The dashboard, the alerts and what wires them: every query names metrics that there are, every alert has its entry. */
class ObservabilityFilesE2eTest {
    private static final Path FOLDER = Path.of("conf/observability");
    private static final Set<String> ADDED = Set.of("job", "instance");

    /** Prometheus' own. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    /** What can only be made by something going wrong is in the second: fed by the same methods as in the gateway. */
    private static final Scrape EVERYTHING = EveryMeter.scrape();

    private static JsonNode yaml(Path file) throws IOException {
        return Yaml.read(Files.readString(file), file.toString(), JsonNode.class);
    }

    private static List<JsonNode> alerts() throws IOException {
        var alerts = new ArrayList<JsonNode>();
        yaml(FOLDER.resolve("alerts.yaml"))
                .get("groups")
                .forEach(group -> group.get("rules").forEach(alerts::add));
        return alerts;
    }

    private static JsonNode dashboard() throws IOException {
        return Json.read(Files.readAllBytes(FOLDER.resolve("grafana/dashboards/gateway.json")));
    }

    private static List<String> problems(String query) {
        PromQl read = PromQl.of(query);
        read.metrics().keySet().removeAll(OF_PROMETHEUS);
        return read.unknownIn(EVERYTHING, ADDED);
    }

    @TestFactory
    Stream<DynamicTest> alertsNameWhatThereIs() throws IOException {
        return alerts().stream()
                .map(alert -> DynamicTest.dynamicTest(alert.get("alert").textValue(), () -> {
                    assertThat(problems(alert.get("expr").textValue())).isEmpty();
                    assertThat(alert.at("/labels/severity").textValue()).isIn("warning", "critical");
                    assertThat(alert.at("/annotations/summary").textValue()).isNotBlank();
                    assertThat(alert.at("/annotations/description").textValue()).isNotBlank();
                }));
    }

    @TestFactory
    Stream<DynamicTest> panelsNameWhatThereIs() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (JsonNode panel : dashboard().get("panels")) {
            panel.path("targets")
                    .forEach(target -> tests.add(DynamicTest.dynamicTest(
                            panel.get("title").textValue() + " " + target.get("refId"),
                            () -> assertThat(problems(target.get("expr").textValue()))
                                    .isEmpty())));
        }
        for (JsonNode variable : dashboard().at("/templating/list")) {
            String query = variable.at("/query/query").textValue();
            assertThat(query).matches("label_values\\((\\w+), (\\w+)\\)");
            tests.add(DynamicTest.dynamicTest(
                    query,
                    () -> assertThat(problems(query.replaceAll("label_values\\((\\w+), (\\w+)\\)", "sum by ($2) ($1)")))
                            .isEmpty()));
        }
        return tests.stream();
    }

    @Test
    void seesWhatThereIsNot() {
        assertThat(problems("sum by (instance, model) (rate(gateway_model_requests_total{outcome=\"ok\"}[5m]))"))
                .isEmpty();
        assertThat(problems("gateway_model_requests")).containsExactly("metric gateway_model_requests");
        assertThat(problems("gateway_ready{colour=\"red\"}")).containsExactly("label colour of gateway_ready");
        assertThat(problems("sum by (colour) (gateway_ready)")).containsExactly("label colour");
    }

    /** What a gateway that has served requests shows is of the same names as what the queries were compared with. */
    @Test
    void aGatewayShowsNothingElse() {
        try (TestGateway gateway = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            gateway.rails("complete_code").post(Blueprint.CODE, Blueprint.ONE_PROMPT);
            Scrape scrape = gateway.scrape();

            assertThat(scrape.names()).isSubsetOf(EVERYTHING.names());
            for (String always : List.of(
                    "gateway_ready",
                    "gateway_provider_calls_waiting",
                    "gateway_event_loop_lag_seconds_bucket",
                    "http_request_duration_seconds_bucket",
                    "gateway_model_requests_total",
                    "jvm_memory_max_bytes")) {
                assertThat(scrape.names()).contains(always);
                assertThat(scrape.labelsOf(always)).as(always).isEqualTo(EVERYTHING.labelsOf(always));
            }
        }
    }

    @Test
    void everyAlertHasAnEntryThatSaysWhatToDo() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        for (JsonNode alert : alerts()) {
            String name = alert.get("alert").textValue();
            assertThat(alert.at("/annotations/runbook").textValue())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(java.util.Locale.ROOT));
            assertThat(page).contains("\n### " + name + "\n");
        }
        List<String> names =
                alerts().stream().map(alert -> alert.get("alert").textValue()).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void panelsDoNotCoverEachOther() throws IOException {
        var cells = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (JsonNode panel : dashboard().get("panels")) {
            assertThat(ids.add(panel.get("id").intValue())).isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").intValue();
                    x < place.get("x").intValue() + place.get("w").intValue();
                    x++) {
                for (int y = place.get("y").intValue();
                        y < place.get("y").intValue() + place.get("h").intValue();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as(panel.get("title").textValue())
                            .isTrue();
                    assertThat(x).isBetween(0, 23);
                }
            }
        }
    }

    @Test
    void composeWiresFilesThatThereAre() throws IOException {
        JsonNode services = yaml(Path.of("docker-compose.yaml")).get("services");
        for (String name : List.of("prometheus", "grafana")) {
            JsonNode service = services.get(name);
            assertThat(service.at("/profiles/0").textValue()).isEqualTo("observability");
            for (JsonNode volume : service.get("volumes")) {
                assertThat(Path.of(volume.textValue().replaceFirst(":.*", ""))).exists();
            }
            for (JsonNode port : service.get("ports")) {
                assertThat(port.textValue()).startsWith("127.0.0.1:");
            }
        }
        assertThat(services.get("gateway").has("profiles")).isFalse();
        assertThat(services.at("/gateway/ports"))
                .extracting(JsonNode::textValue)
                .contains("127.0.0.1:8082:8082")
                .noneMatch(port -> port.startsWith("8082:"));
        JsonNode scraped = yaml(FOLDER.resolve("prometheus.yaml"));
        assertThat(scraped.at("/scrape_configs/0/static_configs/0/targets/0").textValue())
                .isEqualTo("gateway:8082");
        assertThat(FOLDER.resolve(scraped.at("/rule_files/0").textValue())).exists();
        assertThat(yaml(FOLDER.resolve("grafana/provisioning/datasources/prometheus.yaml"))
                        .at("/datasources/0/uid")
                        .textValue())
                .isEqualTo(dashboard().at("/panels/1/datasource/uid").textValue());
    }
}
