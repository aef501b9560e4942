package io.aigateway.settings;

import io.vertx.config.spi.ConfigProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Teaches vertx-config the format of {@code .env} files: {@code NAME=value} lines, comments with {@code #}, an optional
 * {@code export}, and values in single quotes (as they are) or double quotes (with {@code \n}), which may span lines.
 */
public final class DotEnvProcessor implements ConfigProcessor {
    static final String NAME = "dotenv";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<JsonObject> process(Vertx vertx, JsonObject configuration, Buffer input) {
        return Future.succeededFuture(parse(input.toString()));
    }

    static JsonObject parse(String text) {
        var values = new JsonObject();
        int at = 0;
        while (at < text.length()) {
            int end = endOfLine(text, at);
            String line = text.substring(at, end).strip();
            int equals = line.indexOf('=');
            at = end + 1;
            if (line.isEmpty() || line.startsWith("#") || equals < 1) {
                continue;
            }
            String name = line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            if (isOpenQuote(value)) {
                int close = text.indexOf(value.charAt(0), at);
                if (close >= 0) {
                    value = value + "\n" + text.substring(at, close + 1);
                    at = endOfLine(text, close) + 1;
                }
            }
            values.put(
                    name.startsWith("export ")
                            ? name.substring("export ".length()).strip()
                            : name,
                    unquote(value));
        }
        return values;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isOpenQuote(String value) {
        return !value.isEmpty()
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.indexOf(value.charAt(0), 1) < 0;
    }

    private static String unquote(String value) {
        if (value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            int close = value.indexOf(value.charAt(0), 1);
            if (close > 0) {
                String inner = value.substring(1, close);
                return value.charAt(0) == '"' ? inner.replace("\\n", "\n") : inner;
            }
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
