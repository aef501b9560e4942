package io.aigateway.app;

import com.fasterxml.jackson.core.type.TypeReference;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.registry.PromptDefinition;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.Prompts;
import io.aigateway.registry.RenderedPrompt;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists, checks and tries prompts, without a model and without a running gateway. */
final class PromptCommand implements Commands.Command {
    private static final String USAGE = """
            prompt list   [--folder <folder>]                 all prompts, their versions and inputs
            prompt check  [--folder <folder>]                 reads all prompts and tells what is wrong with them
            prompt render <id> [--inputs <file.json>] [--version <constraint>] [--family <family>] [--tokens <n>]
                          [--folder <folder>]                 what a model would read

            <folder> holds prompts of your own, as in AIGW_PROMPTS__FOLDER; the product's are always there.""";

    private static final Set<String> OPTIONS = new TreeSet<>(Set.of("folder", "inputs", "version", "family", "tokens"));
    private static final String DEFAULT_TOKENS = "100000";
    private static final int WRONG = 1;

    @Override
    public int run(List<String> arguments, PrintStream out) {
        Arguments given = Arguments.read(arguments, OPTIONS);
        String verb = given.words().isEmpty() ? "" : given.words().get(0);
        if (verb.equals("render") && given.words().size() == 2) {
            return render(given, given.words().get(1), out);
        } else if (given.words().size() != 1 || !Set.of("list", "check").contains(verb)) {
            throw new IllegalArgumentException(USAGE);
        }
        Prompts prompts;
        try {
            prompts = prompts(given);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return WRONG;
        }
        if (verb.equals("list")) {
            prompts.ids().forEach(id -> prompts.all(id).forEach(definition -> out.println(shown(definition))));
        } else {
            out.println(prompts.ids().size() + " prompts, nothing wrong");
        }
        return 0;
    }

    private static Prompts prompts(Arguments given) {
        return Prompts.read(ConfFiles.prompts(given.option("folder", "")));
    }

    private static String shown(PromptDefinition definition) {
        return definition.id() + "/" + definition.family() + "/" + definition.version() + "  "
                + definition.unitPrimitive() + "  " + definition.variables();
    }

    private static int render(Arguments given, String id, PrintStream out) {
        Prompts prompts = prompts(given);
        List<String> families = given.options().containsKey("family") ? List.of(given.option("family", "")) : List.of();
        var renderer = new PromptRenderer(prompts, Clock.system(ZoneId.systemDefault()));
        try {
            int tokens = Integer.parseInt(given.option("tokens", DEFAULT_TOKENS));
            PromptDefinition definition = prompts.find(id, families, given.option("version", Prompts.ANY_FIRST));
            RenderedPrompt rendered = renderer.render(definition, inputs(given), tokens);
            out.println("# " + shown(definition));
            rendered.messages().forEach(message -> out.println(shown(message)));
            if (rendered.tokensCut() > 0) {
                out.println("# cut by " + rendered.tokensCut() + " tokens to fit into " + tokens);
            }
            return 0;
        } catch (FailureException e) {
            out.println(e.failure().detail());
            return WRONG;
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("--inputs or --tokens cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> inputs(Arguments given) throws IOException {
        String file = given.option("inputs", "");
        return file.isEmpty()
                ? Map.of()
                : Json.mapper().readValue(Files.readAllBytes(Path.of(file)), new TypeReference<>() {});
    }

    private static String shown(ChatMessage message) {
        return "\n--- " + message.role().name().toLowerCase(Locale.ROOT) + "\n" + message.content();
    }
}
