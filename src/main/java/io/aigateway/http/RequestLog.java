package io.aigateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Purpose;
import io.aigateway.observe.ContentLog;
import io.aigateway.observe.Redaction;
import io.aigateway.wire.Json;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;

/** Logs what a caller sent, when that is permitted, without the credentials in it. Source: contract section 10.3. */
final class RequestLog {
    private RequestLog() {}

    static void write(RoutingContext ctx, Purpose purpose) {
        ContentLog log = ContentLog.of(purpose);
        byte[] body = log.isOn() ? BodyReader.heldBytes(ctx) : new byte[0];
        if (body.length > 0) {
            log.received(text(body));
        }
    }

    private static String text(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            hide(json);
            return json.toString();
        } catch (IOException e) {
            return "no JSON, " + body.length + " bytes";
        }
    }

    private static void hide(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (String name : names(object)) {
                JsonNode value = object.get(name);
                if (value.isTextual() && Redaction.isSecret(name)) {
                    object.set(name, TextNode.valueOf(Redaction.STARS));
                } else {
                    hide(value);
                }
            }
        } else if (json instanceof ArrayNode array) {
            array.forEach(RequestLog::hide);
        }
    }

    private static Iterable<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
