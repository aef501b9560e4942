package io.aigateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import java.io.IOException;

/** The body of a response that should hold an answer. */
public final class AnswerBody {
    private AnswerBody() {}

    /**
     * Parses a body.
     *
     * @throws io.aigateway.kernel.FailureException when it is no JSON, or an error in spite of its status
     */
    public static JsonNode parse(byte[] body) {
        JsonNode document = read(body);
        if (UpstreamErrors.isError(document)) {
            throw UpstreamErrors.reported(document);
        }
        return document;
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw UpstreamErrors.unreadable();
        }
    }
}
