package io.aigateway.e2e;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.FakeToken;

/** Calls of the provider proxies, and where they arrive. */
final class Proxied {
    static final String UNIT_PRIMITIVE = "ai_gateway_model_provider_proxy";
    static final String HEADER = "X-Gitlab-Unit-Primitive";
    static final String CLAUDE = "claude-sonnet-4-6";
    static final String GPT = "gpt-5.4-mini";

    static final String MESSAGES = "/v1/proxy/anthropic/v1/messages";
    static final String RESPONSES = "/v1/proxy/openai/v1/responses";
    static final String CHAT = "/v1/proxy/openai/v1/chat/completions";
    static final String PREDICT =
            "/v1/proxy/vertex-ai/v1/projects/PROJECT/locations/LOCATION/publishers/google/models/text-embedding-005:predict";

    private Proxied() {}

    /** A call that every check lets pass. */
    static Call by(TestGateway gateway) {
        return by(gateway, gateway.issuer().token());
    }

    /** The same with a token of one's own making. */
    static Call by(TestGateway gateway, FakeToken token) {
        return gateway.as(token.scopes(UNIT_PRIMITIVE)).header(HEADER, UNIT_PRIMITIVE);
    }

    static String claude(String more) {
        return "{\"model\":\"" + CLAUDE + "\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                + more + "}";
    }

    static String gpt(String more) {
        return "{\"model\":\"" + GPT + "\",\"input\":\"hi\"" + more + "}";
    }
}
