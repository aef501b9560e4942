package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of Markdown to an answer: the command {@code docs-index}, and the search of a gateway with custom models. */
class DocsIndexE2eTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path docs;
    private Path index;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        docs = Files.createDirectories(folder.resolve("docs"));
        index = folder.resolve("deep/index");
        gateway =
                TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_SEARCH__INDEX_FOLDER", index.toString());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = docs.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int build(String... more) {
        var arguments = new ArrayList<>(List.of("docs-index", docs.toString(), index.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Commands.run(List.of(arguments), out);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Answer search(String query, int pageSize) {
        return gateway.rails("documentation_search")
                .post(
                        "/v1/search/gitlab-docs",
                        "{\"type\": \"search-docs\", \"metadata\": {\"source\": \"GitLab EE\", \"version\": \"any\"},"
                                + " \"payload\": {\"query\": \"" + query + "\", \"page_size\": " + pageSize + "}}");
    }

    private List<String> contents(String query) {
        var contents = new ArrayList<String>();
        search(query, 20)
                .json()
                .get("response")
                .get("results")
                .forEach(result -> contents.add(result.get("content").textValue()));
        return contents;
    }

    private void writeBranches() throws IOException {
        write("user/project/protected_branches.md", """
                ---
                title: "Protected branches"
                stage: Create
                ---

                Protected branches restrict who can push.

                ## Protect a branch

                1. Open **Settings**, Repository.
                """);
        write("user/project/_index.md", "# Projects\n\nA project holds a repository and its branches.\n");
        write("ci/yaml.md", "# Pipelines\n\n## Rules\n\nUse `rules` in `.gitlab-ci.yml`.\n");
    }

    @Test
    void findsWhatStandsInTheDocuments() throws IOException {
        writeBranches();

        assertThat(build("--url", "https://docs.example.org")).isZero();
        JsonNode json = search("How do I protect a branch?", 2).json();

        assertThat(json.get("metadata").get("provider").textValue()).isEqualTo("sqlite");
        assertThat(json.get("metadata").get("timestamp").isIntegralNumber()).isTrue();
        JsonNode best = json.get("response").get("results").get(0);
        assertThat(best.get("content").textValue())
                .isEqualTo("## Protect a branch\n\n1. Open **Settings**, Repository.");
        assertThat(best.get("id").textValue()).isEqualTo("user/project/protected_branches.md#2");
        assertThat(best.get("metadata").toString())
                .isEqualTo("{\"filename\":\"user/project/protected_branches.md\",\"title\":\"Protected branches\","
                        + "\"source_url\":\"https://docs.example.org/user/project/protected_branches/\","
                        + "\"md5sum\":\"" + md5Of("user/project/protected_branches.md") + "\"}");
        assertThat(json.get("response").get("results")).hasSize(2);
        assertThat(gateway.upstream().received()).isEmpty();
    }

    private String md5Of(String name) throws IOException {
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("MD5").digest(Files.readAllBytes(docs.resolve(name)));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsNothingWithoutAnIndex() {
        Answer answer = search("protect a branch", 4);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("response").toString()).isEqualTo("{\"results\":[]}");
        assertThat(answer.json().get("metadata").get("provider").textValue()).isEqualTo("sqlite");
    }

    /** Nobody has to restart anything. */
    @Test
    void findsAnIndexThatIsBuiltLaterOrAnew() throws IOException {
        assertThat(contents("branches")).isEmpty();

        writeBranches();
        assertThat(build()).isZero();
        assertThat(contents("branches")).hasSize(3);

        write("more.md", "All about branches.\n");
        assertThat(build()).isZero();
        assertThat(contents("branches")).hasSize(4).contains("All about branches.");
    }

    @Test
    void findsNothingWhereTheIndexWasRemoved() throws IOException {
        writeBranches();
        build();
        assertThat(contents("branches")).isNotEmpty();

        try (var files = Files.list(index)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(index);

        assertThat(search("branches", 4).status()).isEqualTo(200);
        assertThat(contents("branches")).isEmpty();
    }

    /** Punctuation is no syntax, and does not count. */
    @Test
    void searchesForWordsOnly() throws IOException {
        writeBranches();
        build();

        assertThat(contents("+rules -branches AND (\\\"nothing")).hasSize(4);
        assertThat(contents("RULES!!!")).containsExactly("## Rules\n\nUse `rules` in `.gitlab-ci.yml`.");
        assertThat(contents("?!., *:*")).isEmpty();
        assertThat(contents("")).isEmpty();
        assertThat(contents("the and of")).isEmpty();
        assertThat(contents("word ".repeat(5000) + "rules"))
                .containsExactly(contents("rules").get(0));
    }

    /** What is given has to fit a prompt: words by 1.4, up to 8,000. */
    @Test
    void endsBeforeThereAreTooManyTokens() throws IOException {
        for (int i = 0; i < 16; i++) {
            write("page" + i + ".md", "branch " + "a ".repeat(999) + "\n");
        }
        build();

        assertThat(contents("branch")).hasSize(5);
    }

    @Test
    void givesTheSameAnswersWhenItIsBuiltAgain() throws IOException {
        for (String name : List.of("b.md", "a.md", "c/d.md", "c/a.md")) {
            write(name, "One branch.\n");
        }
        build();
        String first = search("branch", 20).json().get("response").toString();
        build();

        assertThat(search("branch", 20).json().get("response")).hasToString(first);
        assertThat(first.indexOf("a.md")).isLessThan(first.indexOf("b.md"));
    }

    @Test
    void saysThatAnIndexCannotBeRead() throws IOException {
        writeBranches();
        build();
        try (var files = Files.list(index)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith("segments")) {
                    Files.delete(file);
                }
            }
        }

        Answer answer = search("branch", 4);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"The documentation index cannot be read\"}");
    }

    @Test
    void refusesFoldersThatAreNone() throws IOException {
        assertThat(build()).isEqualTo(1);
        assertThat(said()).contains("holds no file whose name ends with .md");
        assertThat(run("docs-index", folder.resolve("nowhere").toString(), index.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("nowhere: no folder");
        writeBranches();
        assertThat(run("docs-index", docs.toString(), docs.toString())).isEqualTo(1);
        assertThat(said()).contains("holds other files than an index");
        assertThat(Files.readString(docs.resolve("ci/yaml.md"))).startsWith("# Pipelines");
    }

    @Test
    void saysWhereTheIndexCannotBeWritten() throws IOException {
        writeBranches();
        Files.createDirectories(index.getParent());
        Files.writeString(index, "a file");

        assertThat(build()).isEqualTo(1);
        assertThat(said()).contains("the index could not be written");
    }

    @Test
    void tellsItsUsage() {
        assertThat(run("docs-index")).isEqualTo(Commands.MISUSED);
        assertThat(run("docs-index", "a")).isEqualTo(Commands.MISUSED);
        assertThat(run("docs-index", "a", "b", "c")).isEqualTo(Commands.MISUSED);
        assertThat(said()).contains("docs-index <markdown folder> <index folder>");
        assertThat(run("docs-index", "a", "b", "--no-such", "c")).isEqualTo(Commands.MISUSED);
    }
}
