package io.aigateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** The correlation id of a request: the caller's {@code X-Request-ID}, or a new one of 32 hexadecimal digits. */
public final class RequestIds {
    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-ID");
    private static final String KEY = "request-id";
    private static final int MAX_LENGTH = 256;

    private RequestIds() {}

    static String assign(RoutingContext ctx) {
        String id = given(ctx.request());
        ctx.put(KEY, id);
        return id;
    }

    /** The id of the request. */
    public static String of(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.get(KEY));
    }

    private static String given(HttpServerRequest request) {
        String id = request.getHeader(HEADER);
        return id == null || id.isEmpty() || id.length() > MAX_LENGTH ? made() : id;
    }

    /** Nobody has to be unable to guess it, so it need not cost what a secret does. */
    private static String made() {
        HexFormat digits = HexFormat.of();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return digits.toHexDigits(random.nextLong()) + digits.toHexDigits(random.nextLong());
    }
}
