package io.aigateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Recorded requests and answers of providers, all invented, from {@code src/test/resources/fixtures}. */
public final class Fixtures {
    private Fixtures() {}

    /** An answer with its headers. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Recorded(int status, MultiMap headers, byte[] body) {}

    public static byte[] bytes(String name) {
        try (var stream = Fixtures.class.getResourceAsStream("/fixtures/" + name)) {
            if (stream == null) {
                throw new AssertionError("no fixture: " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public static JsonNode json(String name) {
        return parse(text(name));
    }

    /** Reads JSON that a test writes down. */
    public static JsonNode parse(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    /** An {@code .http} file: status line, headers, an empty line, body. */
    public static Recorded http(String name) {
        String[] parts = text(name).split("\n\n", 2);
        String[] lines = parts[0].split("\n", -1);
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            headers.add(header[0], header[1]);
        }
        return new Recorded(
                Integer.parseInt(lines[0].split(" ", 3)[1]), headers, parts[1].getBytes(StandardCharsets.UTF_8));
    }
}
