package io.aigateway.bench.micro;

import io.aigateway.registry.PromptDefinition;
import io.aigateway.registry.PromptFiles;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.Prompts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rendering a prompt of the product, and counting its tokens as every request does. */
@State(Scope.Benchmark)
public class PromptBenchmark {
    private static final int MAX_TOKENS = 100_000;

    /** What is no text. */
    private static final Map<String, Object> GIVEN = Map.of(
            "tools", List.of(tool("issue_reader"), tool("epic_reader"), tool("build_reader"), tool("commit_reader")),
            "examples_array", List.of(Map.of("example", "a = 1", "response", "b = 2")),
            "related_files", List.of(),
            "related_snippets", List.of(),
            "unavailable_resources", List.of("pipelines", "wikis"),
            "page", Map.of("type", "issue", "title", "A title", "content", "What it says"),
            "attachments", List.of(),
            "history", List.of(),
            "steps", List.of());

    /** Which prompt. */
    @Param({"code_suggestions/generations", "chat/react"})
    public String prompt;

    private PromptRenderer renderer;
    private PromptDefinition definition;
    private Map<String, Object> inputs;

    private static Map<String, String> tool(String name) {
        return Map.of("name", name, "description", "Reads one", "example", "Action: " + name);
    }

    /** Reads the registry. */
    @Setup
    public void start() throws IOException {
        Prompts prompts = Prompts.read(PromptFiles.inFolder(Path.of("conf/prompts")));
        renderer = new PromptRenderer(prompts, Clock.systemUTC());
        definition = prompts.find(prompt, List.of(), Prompts.ANY_FIRST);
        inputs = new HashMap<>(GIVEN);
        definition.variables().forEach(name -> inputs.putIfAbsent(name, "a value of " + name));
    }

    /** Once. */
    @Benchmark
    public Object render() {
        return renderer.render(definition, inputs, MAX_TOKENS);
    }
}
