package io.aigateway.bench;

import io.aigateway.bench.load.LoadRun.Target;
import io.aigateway.testkit.FakeIssuer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked: of the gateway in GitLab's protocol, of everybody else what the gateway asks a provider for it. */
enum Case {
    COMPLETION("v2 completion, 1 KB", "complete_code", "/v2/code/completions", Bodies.COMPLETION, Bodies.CODESTRAL),
    PROXY_1K("proxy, 1 KB", Bodies.PROXY, "/v1/proxy/anthropic/v1/messages", Bodies.MESSAGE, Bodies.ANTHROPIC),
    PROXY_100K("proxy, 100 KB", Bodies.PROXY, "/v1/proxy/anthropic/v1/messages", Bodies.LARGE, Bodies.ANTHROPIC),
    USER_TOKEN("user token", "complete_code", "/v1/code/user_access_token", "", "/token"),
    REFUSED("no token, 401", "", "/v2/code/completions", Bodies.COMPLETION, "/refused"),
    SUGGESTIONS("v4 stream (SSE)", "generate_code", "/v4/code/suggestions", Bodies.GENERATION, Bodies.CLAUDE),
    CHAT("chat stream (NDJSON)", "duo_classic_chat", "/v2/chat/agent", Bodies.CHAT, Bodies.CLAUDE);

    private final String title;
    private final String unitPrimitive;
    private final String path;
    private final String body;
    private final String upstreamPath;

    Case(String title, String unitPrimitive, String path, String body, String upstreamPath) {
        this.title = title;
        this.unitPrimitive = unitPrimitive;
        this.path = path;
        this.body = body;
        this.upstreamPath = upstreamPath;
    }

    String title() {
        return title;
    }

    boolean isStream() {
        return this == SUGGESTIONS || this == CHAT;
    }

    /** Whether the gateway asks anybody else to answer it. */
    boolean needsUpstream() {
        return this != USER_TOKEN && this != REFUSED;
    }

    /** The request as GitLab Rails sends it. */
    Target ofGateway(int port, FakeIssuer issuer) {
        var headers = new LinkedHashMap<String, String>();
        if (this != REFUSED) {
            headers.putAll(
                    issuer.token().scopes(unitPrimitive).headers("7lq3mB0l6cP0nQ1cJ2Xx2m1k9u2qvUu0m8m2bq7cJ4Y="));
        }
        headers.put("User-Agent", "Ruby");
        headers.put("X-Gitlab-Host-Name", "gitlab.example.com");
        headers.put("X-Gitlab-Version", "19.3.0");
        headers.put("X-Gitlab-Unit-Primitive", unitPrimitive);
        return new Target(port, post(path, headers, body), this == REFUSED ? 401 : 200);
    }

    /** The request as a provider gets it. */
    Target ofUpstream(int port) {
        String asked = this == COMPLETION ? Bodies.FILL_IN : this == REFUSED || !needsUpstream() ? "" : body;
        Map<String, String> headers = Map.of("Authorization", "Bearer ya29.c.b0AXv0zTOfixture");
        return new Target(port, post(upstreamPath, headers, asked), this == REFUSED ? 401 : 200);
    }

    private static byte[] post(String path, Map<String, String> headers, String body) {
        var request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Accept: */*\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        return request.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
