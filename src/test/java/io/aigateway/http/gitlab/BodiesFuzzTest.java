package io.aigateway.http.gitlab;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.http.body.InvalidBody;
import io.aigateway.http.body.ValidationAnswer;
import io.aigateway.kernel.FailureException;
import io.aigateway.wire.Json;
import io.aigateway.wire.TopLevel;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Bodies of GitLab's protocol: each is read, or refused with what is wrong, in every form that is told in. */
public class BodiesFuzzTest {
    private static final List<Consumer<JsonNode>> READERS =
            List.of(FlatBody::of, ComponentsBody::of, json -> AgentBody.read(json, true), json -> ChatBody.read(json));

    @FuzzTest(maxDuration = "5m")
    public void reads(byte[] data) {
        JsonNode json;
        try {
            json = Json.read(data);
            TopLevel.members(data, "model");
        } catch (IOException refused) {
            return;
        }
        for (Consumer<JsonNode> reader : READERS) {
            try {
                reader.accept(json);
            } catch (InvalidBody invalid) {
                for (ValidationAnswer.Form form : ValidationAnswer.Form.values()) {
                    Json.write(ValidationAnswer.of(invalid.errors(), form));
                }
            } catch (FailureException refused) {
                refused.failure().detail();
            } catch (HttpException refused) {
                refused.getStatusCode();
            }
        }
    }
}
