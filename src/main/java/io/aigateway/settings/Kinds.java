package io.aigateway.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aigateway.kernel.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of values that settings have. */
final class Kinds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]{2,45}/[0-9]{1,3}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-fA-F:]{2,45}](:[0-9]{1,5})?");
    private static final Set<String> YES = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> NO = Set.of("false", "0", "no", "off", "f", "n", "");

    private Kinds() {}

    static Setting<String> text(String name, String fallback, String summary) {
        return new Setting<>(name, "text", fallback, false, summary, Function.identity());
    }

    static Setting<Secret> secret(String name, String summary) {
        return new Setting<>(name, "a secret, or the same name with _FILE and a path", "", true, summary, Secret::new);
    }

    static Setting<Boolean> flag(String name, boolean fallback, String summary) {
        return new Setting<>(name, "true or false", String.valueOf(fallback), false, summary, Kinds::parseFlag);
    }

    static Setting<Integer> whole(String name, int fallback, int min, int max, String summary) {
        String expected = max == Integer.MAX_VALUE
                ? "a whole number, at least " + min
                : "a whole number from " + min + " to " + max;
        return new Setting<>(name, expected, String.valueOf(fallback), false, summary, text -> {
            int value = Integer.parseInt(text);
            require(value >= min && value <= max);
            return value;
        });
    }

    /** A share, from 0 to 1. */
    static Setting<Double> share(String name, String fallback, String summary) {
        return new Setting<>(name, "a number from 0 to 1", fallback, false, summary, text -> {
            double value = Double.parseDouble(text);
            require(value >= 0 && value <= 1);
            return value;
        });
    }

    /** Several credentials, by name. */
    static Setting<Map<String, List<Secret>>> secrets(String name, String summary) {
        String expected = "a JSON object: name to a list of secrets, or the same name with _FILE and a path";
        Setting<Map<String, List<String>>> texts = json(name, "{}", expected, new TypeReference<>() {}, summary);
        return new Setting<>(name, expected, "{}", true, summary, text -> {
            var secrets = new LinkedHashMap<String, List<Secret>>();
            texts.parser()
                    .apply(text)
                    .forEach((key, values) ->
                            secrets.put(key, values.stream().map(Secret::new).toList()));
            return secrets;
        });
    }

    /** A length of time, written as a number of seconds. */
    static Setting<Duration> seconds(String name, String fallback, String summary) {
        return new Setting<>(name, "seconds, above 0", fallback, false, summary, text -> {
            var value = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
            require(!value.isZero() && !value.isNegative());
            return value;
        });
    }

    static Setting<URI> url(String name, String fallback, String summary) {
        return new Setting<>(name, "an http or https URL", fallback, false, summary, text -> {
            URI value = URI.create(text);
            require(value.getHost() != null
                    && List.of("http", "https").contains(value.getScheme())
                    && value.getUserInfo() == null);
            return value;
        });
    }

    static Setting<String> oneOf(String name, String fallback, String summary, String... choices) {
        return new Setting<>(name, "one of " + String.join(", ", choices), fallback, false, summary, text -> {
            String value = text.toLowerCase(Locale.ROOT);
            require(List.of(choices).contains(value));
            return value;
        });
    }

    /** A file that must exist when it is named. */
    static Setting<Path> file(String name, String summary) {
        return new Setting<>(name, "the path of a readable file", "", false, summary, text -> {
            Path value = Path.of(text);
            require(text.isEmpty() || Files.isReadable(value));
            return value;
        });
    }

    static Setting<List<String>> list(String name, String summary) {
        return new Setting<>(
                name,
                "a list separated by commas",
                "",
                false,
                summary,
                text -> Arrays.stream(text.split(","))
                        .map(String::trim)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** Words of a list. */
    static Setting<List<String>> listOf(String name, List<String> words, String fallback, String summary) {
        Setting<List<String>> texts = list(name, summary);
        String expected = "a list separated by commas, of " + String.join(", ", words);
        return new Setting<>(name, expected, fallback, false, summary, text -> {
            List<String> values = texts.parser().apply(text);
            require(words.containsAll(values));
            return values;
        });
    }

    /** Networks in CIDR notation, e.g. {@code 127.0.0.0/8} or {@code fd00::/8}. */
    static Setting<List<String>> networks(String name, String summary) {
        Setting<List<String>> texts = list(name, summary);
        return new Setting<>(name, "networks such as 10.0.0.0/8, separated by commas", "", false, summary, text -> {
            List<String> networks = texts.parser().apply(text);
            networks.forEach(network -> require(NETWORK.matcher(network).matches()));
            return networks;
        });
    }

    /** Hosts, each with a port or without. */
    static Setting<List<String>> hosts(String name, String summary) {
        Setting<List<String>> texts = list(name, summary);
        return new Setting<>(name, "hosts, or host:port, separated by commas", "", false, summary, text -> {
            List<String> hosts = texts.parser().apply(text);
            hosts.forEach(host -> require(HOST.matcher(host).matches()));
            return hosts;
        });
    }

    /** A length of time that may be nothing, written as a number of seconds. */
    static Setting<Duration> secondsOrNone(String name, String fallback, String summary) {
        return new Setting<>(name, "seconds, at least 0", fallback, false, summary, text -> {
            var value = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
            require(!value.isNegative());
            return value;
        });
    }

    /** The same, or one word. */
    static Setting<List<String>> networksOr(String word, String name, String summary) {
        Setting<List<String>> networks = networks(name, summary);
        return new Setting<>(
                name,
                networks.expected() + ", or " + word,
                "",
                false,
                summary,
                text -> text.equals(word) ? List.of(word) : networks.parser().apply(text));
    }

    static <T> Setting<T> json(String name, String fallback, String expected, TypeReference<T> type, String summary) {
        return new Setting<>(name, expected, fallback, false, summary, text -> {
            try {
                return JSON.readValue(text, type);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("no JSON of that form", e);
            }
        });
    }

    static Setting<Map<String, String>> headers(String name, String summary) {
        return secret(json(name, "{}", "a JSON object of texts", new TypeReference<>() {}, summary));
    }

    /** The same, never shown, and taken from a file where one is named. */
    static <T> Setting<T> secret(Setting<T> setting) {
        return new Setting<>(
                setting.name(),
                setting.expected() + ", or the same name with _FILE and a path",
                setting.fallback(),
                true,
                setting.summary(),
                setting.parser());
    }

    private static boolean parseFlag(String text) {
        String value = text.trim().toLowerCase(Locale.ROOT);
        require(YES.contains(value) || NO.contains(value));
        return YES.contains(value);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not of that form");
        }
    }
}
