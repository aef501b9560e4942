package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md true. To write it anew: {@code ./mvnw test -Dtest=ConfigurationReferenceTest -Dupdate.docs=true}. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("docs/configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            This page is made from the settings themselves; a test compares them.

            Settings are read once, at start, from these places; the later wins:

            1. the defaults below,
            2. a YAML file, `conf/gateway.yaml` in the working directory,
            3. `.env` in the working directory or above,
            4. the environment.

            In the YAML file a variable's name is a path: `AIGW_FASTAPI__API_PORT` is `fastapi: {api_port: 5052}`; names without `AIGW_` stand there
            as they are. A secret can be kept in a file: with `_FILE` behind its name the value is a path. Everything that is wrong is reported
            at once, with name, value and what was expected, and the gateway does not start (exit status 1).
            """;

    @Test
    void describesEverySetting() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void namesEverySettingOnce() {
        var names = new HashSet<String>();
        GatewaySettings.chapters().values().stream()
                .flatMap(List::stream)
                .forEach(setting ->
                        assertThat(names.add(setting.name())).as(setting.name()).isTrue());
    }

    private static String page() {
        var page = new StringBuilder(INTRODUCTION);
        GatewaySettings.chapters().forEach((chapter, settings) -> {
            page.append("\n## ").append(chapter).append("\n\n");
            page.append("| Name | Value | Default | Meaning |\n| --- | --- | --- | --- |\n");
            settings.forEach(setting -> page.append(row(setting)));
        });
        return page.toString();
    }

    private static String row(Setting<?> setting) {
        String fallback =
                setting.fallback() == null || setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
        return "| `" + setting.name() + "` | " + escape(setting.expected()) + " | " + escape(fallback) + " | "
                + escape(setting.summary()) + " |\n";
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }
}
