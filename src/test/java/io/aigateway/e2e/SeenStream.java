package io.aigateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.Fixtures;
import io.aigateway.wire.SseParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client of a stream saw, byte by byte.
 *
 * @param way   which it asked
 * @param bytes everything until the connection was closed
 */
record SeenStream(FaultyWay way, String bytes) {
    private static final Pattern RETRY = Pattern.compile("(?i)\r\nretry-after: (\\d+)\r\n");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: chunked\r\n");
    private static final String END = "\r\n0\r\n\r\n";

    int status() {
        return bytes.startsWith("HTTP/1.1 ") ? Integer.parseInt(bytes.substring(9, 12)) : 0;
    }

    /** Seconds; empty for none. */
    String retryAfter() {
        Matcher found = RETRY.matcher(bytes);
        return found.find() ? found.group(1) : "";
    }

    /** The {@code detail} of a refusal; empty for none. */
    String detail() {
        return Fixtures.parse(body()).path("detail").asText();
    }

    /** Whether a body in chunks came to its end. */
    boolean isTerminated() {
        return bytes.endsWith(END);
    }

    /** The body, its chunks put together. */
    String body() {
        int position = bytes.indexOf("\r\n\r\n") + 4;
        return CHUNKED.matcher(bytes).find() ? chunks(position) : bytes.substring(position);
    }

    private String chunks(int start) {
        var body = new StringBuilder();
        int position = start;
        while (position < bytes.length()) {
            int line = bytes.indexOf("\r\n", position);
            int size = line < 0 ? 0 : Integer.parseInt(bytes.substring(position, line), 16);
            if (size == 0) {
                break;
            }
            int end = Math.min(bytes.length(), line + 2 + size);
            body.append(bytes, line + 2, end);
            position = end + 2;
        }
        return body.toString();
    }

    /** The words of the model that came. */
    String text() {
        return switch (way) {
            case V2, V3, PROMPTS, CHAT -> body();
            case V4, BLUEPRINT -> texts(events(), "/choices/0/delta/content");
            case AGENT -> texts(lines(), "/data/text");
            case PROXY -> texts(events(), "/delta/text");
        };
    }

    /** Whether the route's own mark of a complete answer came, where it has one. */
    boolean saysThatItIsComplete() {
        return switch (way) {
            case V2, V3, PROMPTS, CHAT -> isTerminated();
            case V4, BLUEPRINT -> body().endsWith("event: stream_end\r\ndata: null\r\n\r\n");
            case AGENT -> body().contains("\"finish_reason\": \""); // Each provider has its own words.
            case PROXY -> body().contains("event: message_stop");
        };
    }

    /** The event that reports a failure in the stream; empty where none came. */
    String error() {
        return switch (way) {
            case V2, V3, PROMPTS, CHAT -> "";
            case V4, BLUEPRINT -> last(events(), "/error/message");
            case AGENT -> last(lines(), "/data/message");
            case PROXY -> last(events(), "/error/type");
        };
    }

    private List<JsonNode> lines() {
        return body().lines().map(Fixtures::parse).toList();
    }

    /** What is broken off, or no JSON, is left out. */
    private List<JsonNode> events() {
        var events = new ArrayList<JsonNode>();
        new SseParser(1 << 20).feed(body().getBytes(StandardCharsets.ISO_8859_1), event -> {
            String data = new String(event.data(), StandardCharsets.UTF_8);
            if (data.endsWith("}")) {
                events.add(Fixtures.parse(data));
            }
        });
        return events;
    }

    private static String texts(List<JsonNode> documents, String place) {
        var texts = new StringBuilder();
        documents.forEach(document -> texts.append(document.at(place).asText("")));
        return texts.toString();
    }

    private static String last(List<JsonNode> documents, String place) {
        return documents.isEmpty()
                ? ""
                : documents.get(documents.size() - 1).at(place).asText("");
    }
}
