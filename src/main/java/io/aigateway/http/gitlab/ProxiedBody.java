package io.aigateway.http.gitlab;

import io.aigateway.http.body.BodyReader;
import io.aigateway.proxy.api.BodyFacts;
import io.aigateway.wire.TopLevel;
import io.aigateway.wire.TopLevel.Member;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the body of a proxied call says. It is read once, and refused where a provider could read something else out of it: two
 * values for the model, or bytes that are JSON in more than one encoding.
 */
final class ProxiedBody {
    private static final String MODEL = "model";

    /** Longer bodies take more than some milliseconds, in bytes. */
    private static final int LONG_BODY = 1024 * 1024;

    private static final Pattern OTHER_CHARSET =
            Pattern.compile("(?i).*;\\s*charset\\s*=\\s*+\"?+(?!utf-?8\\b|us-ascii\\b).*", Pattern.DOTALL);

    private final Workers workers;

    ProxiedBody(Workers workers) {
        this.workers = workers;
    }

    Future<BodyFacts> facts(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && OTHER_CHARSET.matcher(type).matches()) {
            return Future.succeededFuture(BodyFacts.NO_JSON);
        }
        byte[] body = BodyReader.bytes(ctx);
        return body.length > LONG_BODY ? workers.run(() -> facts(body)) : Future.succeededFuture(facts(body));
    }

    static BodyFacts facts(byte[] body) {
        try {
            return new BodyFacts(true, model(TopLevel.members(body, MODEL)));
        } catch (IOException e) {
            return BodyFacts.NO_JSON;
        }
    }

    private static @Nullable String model(List<Member> members) {
        if (members.size() != 1 || !members.get(0).name().equals(MODEL)) {
            return null;
        }
        Member only = members.get(0);
        return only.kind() == Member.Kind.NULL ? null : only.text();
    }
}
