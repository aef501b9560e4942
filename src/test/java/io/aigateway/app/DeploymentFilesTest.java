package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.Setting;
import io.aigateway.settings.VerticleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with which an installation begins: they can be read, fit together, and name settings and parts that exist. */
class DeploymentFilesTest {
    private static final Path KUBERNETES = Path.of("conf", "kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static List<JsonNode> documents(Path file) {
        try (var parser = YAML.createParser(file.toFile())) {
            return YAML.readValues(parser, JsonNode.class).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> all(String kind) {
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            return files.flatMap(file -> documents(file).stream())
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> map(JsonNode node) {
        var map = new HashMap<String, String>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static Set<String> settings() {
        return GatewaySettings.chapters().values().stream()
                .flatMap(List::stream)
                .map(Setting::name)
                .collect(Collectors.toSet());
    }

    private static JsonNode container(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static GatewaySettings read(Map<String, String> settings, String roles) {
        var all = new HashMap<>(settings);
        all.put("AIGW_ROLES", roles);
        return GatewaySettings.from(Environment.of(all));
    }

    @Test
    void listsEveryManifest() throws IOException {
        var listed = new ArrayList<String>();
        documents(KUBERNETES.resolve("kustomization.yaml"))
                .get(0)
                .get("resources")
                .forEach(name -> listed.add(name.asText()));

        try (Stream<Path> files = Files.list(KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("kustomization.yaml")
                    .filteredOn(name -> !name.equals("kustomization.yaml"))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void givesEveryObjectAKindAndAName() throws IOException {
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            assertThat(files.filter(file -> !file.endsWith("kustomization.yaml"))
                            .flatMap(file -> documents(file).stream()))
                    .hasSizeGreaterThan(12)
                    .allSatisfy(document -> {
                        assertThat(document.path("apiVersion").asText()).isNotEmpty();
                        assertThat(document.path("kind").asText()).isNotEmpty();
                        assertThat(document.at("/metadata/name").asText()).startsWith("ai-gateway");
                    });
        }
    }

    @Test
    void runsEveryPartOfTheGatewayInSomeDeployment() {
        Map<String, String> config = map(all("ConfigMap").get(0).get("data"));
        List<GatewaySettings> nodes = all("Deployment").stream()
                .map(deployment -> container(deployment).get("args"))
                .peek(arguments -> assertThat(arguments.get(0).asText()).isEqualTo("--roles"))
                .map(arguments -> read(config, arguments.get(1).asText()))
                .toList();

        assertThat(nodes).hasSize(3).allMatch(node -> node.cluster().enabled());
        for (String part : List.of("http", "chat", "search", "provider.anthropic", "provider.mock")) {
            assertThat(nodes.stream().filter(node -> node.verticles().runs(part)))
                    .as(part)
                    .hasSize(1);
        }
    }

    @Test
    void namesSettingsThatExist() {
        Set<String> known = settings();

        assertThat(map(all("ConfigMap").get(0).get("data")).keySet()).isSubsetOf(known);
        for (JsonNode deployment : all("Deployment")) {
            container(deployment)
                    .get("env")
                    .forEach(variable ->
                            assertThat(known).contains(variable.get("name").asText()));
        }
    }

    @Test
    void givesNodesTimeToFinishBeforeTheyAreKilled() {
        long drain = Long.parseLong(map(all("ConfigMap").get(0).get("data")).get("AIGW_HTTP__DRAIN_TIMEOUT"));
        for (JsonNode deployment : all("Deployment")) {
            long sleep = container(deployment)
                    .at("/lifecycle/preStop/exec/command/1")
                    .asLong();

            assertThat(sleep).isPositive();
            assertThat(deployment
                            .at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asLong())
                    .isGreaterThanOrEqualTo(sleep + drain + 10);
        }
    }

    @Test
    void selectsPodsThatExist() {
        List<Map<String, String>> pods = all("Deployment").stream()
                .map(deployment -> map(deployment.at("/spec/template/metadata/labels")))
                .toList();
        var selectors = new ArrayList<JsonNode>();
        all("Service").forEach(service -> selectors.add(service.at("/spec/selector")));
        all("PodDisruptionBudget").forEach(budget -> selectors.add(budget.at("/spec/selector/matchLabels")));
        all("NetworkPolicy").forEach(policy -> selectors.add(policy.at("/spec/podSelector/matchLabels")));
        all("Deployment").forEach(deployment -> selectors.add(deployment.at("/spec/selector/matchLabels")));

        assertThat(selectors)
                .hasSize(11)
                .allSatisfy(selector ->
                        assertThat(pods).anySatisfy(labels -> assertThat(labels).containsAllEntriesOf(map(selector))));
        assertThat(selectors).noneMatch(JsonNode::isEmpty);
    }

    @Test
    void opensPortsThatContainersHave() {
        for (JsonNode deployment : all("Deployment")) {
            var ports = new HashMap<String, Integer>();
            container(deployment)
                    .get("ports")
                    .forEach(port -> ports.put(
                            port.get("name").asText(), port.get("containerPort").asInt()));

            assertThat(ports)
                    .containsEntry("members", 5701)
                    .containsEntry("messages", 5702)
                    .containsEntry("http", 5052);
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                assertThat(ports)
                        .containsKey(container(deployment)
                                .at("/" + probe + "/httpGet/port")
                                .asText());
            }
        }
        for (JsonNode service : all("Service")) {
            service.at("/spec/ports")
                    .forEach(port -> assertThat(Set.of("http", "members", "messages"))
                            .contains(port.get("targetPort").asText()));
        }
    }

    @Test
    void scalesDeploymentsThatExist() {
        Set<String> deployments = all("Deployment").stream()
                .map(deployment -> deployment.at("/metadata/name").asText())
                .collect(Collectors.toSet());

        assertThat(all("HorizontalPodAutoscaler"))
                .hasSize(3)
                .allSatisfy(scaler -> assertThat(deployments)
                        .contains(scaler.at("/spec/scaleTargetRef/name").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yaml", "docker-compose.cluster.yaml"})
    void composesServicesOfSettingsThatExist(String file) {
        Set<String> known = settings();
        var variables = new ArrayList<String>();
        JsonNode services = documents(Path.of(file)).get(0).get("services");
        services.findValues("environment")
                .forEach(environment -> environment.fieldNames().forEachRemaining(variables::add));
        variables.remove("<<");

        assertThat(variables.stream().filter(name -> !name.equals("<<") && !name.startsWith("GF_"))) // Grafana's own
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @CsvSource({"docker-compose.yaml, /services/gateway", "docker-compose.cluster.yaml, /x-node"})
    void composesNodesThatFinishBeforeTheyAreKilled(String file, String node) {
        String grace =
                documents(Path.of(file)).get(0).at(node + "/stop_grace_period").asText();
        Duration drain = GatewaySettings.from(Environment.of(Map.of())).server().drainTimeout();

        assertThat(grace).endsWith("s");
        assertThat(Duration.parse("PT" + grace)).isGreaterThanOrEqualTo(drain.plusSeconds(10));
    }

    @Test
    void composesANodeOfEveryRole() {
        JsonNode file = documents(Path.of("docker-compose.cluster.yaml")).get(0);
        assertThat(file.findValues("build")).as("one image for all").hasSize(1);
        Map<String, String> shared = map(file.get("x-environment"));

        assertThat(read(shared, file.at("/services/http/environment/AIGW_ROLES").asText())
                        .verticles()
                        .runs("http"))
                .isTrue();
        assertThat(read(
                                shared,
                                file.at("/services/features/environment/AIGW_ROLES")
                                        .asText())
                        .verticles()
                        .runs("chat"))
                .isTrue();
        assertThat(read(
                                shared,
                                file.at("/services/providers/environment/AIGW_ROLES")
                                        .asText())
                        .verticles()
                        .runs("provider.mock"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "docs/adr/0013-a-cluster-is-members-and-a-bus.md"})
    void explainsOnlySettingsThatExist(String file) throws IOException {
        Set<String> known = settings();
        List<String> named = Pattern.compile("AIGW_[A-Z_]+")
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known)
                        .anyMatch(setting -> name.endsWith("_") ? setting.startsWith(name) : setting.equals(name)));
    }

    @Test
    void explainsOnlyPartsThatExist() throws IOException {
        var parts = new ArrayList<>(VerticleSettings.FEATURES);
        parts.add(VerticleSettings.HTTP);
        var text = Files.readString(Path.of("docs/operations.md"));

        assertThat(parts).allSatisfy(part -> assertThat(text).contains("`" + part + "`"));
        assertThat(read(Map.of("AIGW_CLUSTER__ENABLED", "true", "AIGW_CLUSTER__DNS", "x"), rest(text))
                        .verticles()
                        .roles())
                .hasSize(VerticleSettings.FEATURES.size() - 1);
    }

    /** Every feature but one, as the page lists them for the nodes that keep them. */
    private static String rest(String text) {
        Matcher list = Pattern.compile("args: \\[--roles, \"([a-z,]+)\"]").matcher(text);
        return list.find() ? list.group(1) : "";
    }
}
