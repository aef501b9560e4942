package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.wire.Gathered;
import io.aigateway.wire.Json;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Collects the body of a request, within a size and a time. A body that is too large is answered at once; what still comes of it
 * is thrown away so that the connection stays usable, or the connection is closed when that would be too much.
 */
public final class BodyReader implements Handler<RoutingContext> {
    private static final String KEY = "body";
    private static final String READ = "body-json";

    /** How much of a refused body is read and thrown away, in limits. */
    private static final int MAX_DRAINED_LIMITS = 4;

    private final int maxBytes;
    private final long timeoutMillis;

    /**
     * A reader.
     *
     * @param maxBytes largest body
     * @param timeout  longest time for a body to arrive
     */
    public BodyReader(int maxBytes, Duration timeout) {
        this.maxBytes = maxBytes;
        this.timeoutMillis = timeout.toMillis();
    }

    /** The bytes of the body, which must not be changed. */
    public static byte[] bytes(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<byte[]>get(KEY));
    }

    /** The bytes of the body; none when it was not read, or is no longer held. */
    public static byte[] heldBytes(RoutingContext ctx) {
        byte[] body = ctx.get(KEY);
        return body == null ? new byte[0] : body;
    }

    /** The bytes of the body, which the request then no longer holds: for answers that take long. */
    public static byte[] take(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<byte[]>remove(KEY));
    }

    /** The request no longer holds its body: for answers that take long. */
    public static void release(RoutingContext ctx) {
        ctx.remove(KEY);
        ctx.remove(READ);
    }

    /** How large the body is, in bytes. */
    public static int length(RoutingContext ctx) {
        return bytes(ctx).length;
    }

    /**
     * The body as JSON, for one who only looks: the next one gets the same.
     *
     * @throws InvalidBody when it is none
     */
    public static JsonNode peek(RoutingContext ctx) {
        JsonNode body = json(ctx);
        ctx.put(READ, body);
        return body;
    }

    /**
     * The body as JSON.
     *
     * @throws InvalidBody when it is none
     */
    public static JsonNode json(RoutingContext ctx) {
        JsonNode read = ctx.remove(READ);
        return read == null ? parse(ctx) : read;
    }

    private static JsonNode parse(RoutingContext ctx) {
        try {
            JsonNode body = Json.read(bytes(ctx));
            if (!body.isMissingNode()) {
                return body;
            }
            throw new InvalidBody(List.of(new BodyError("missing", List.of("body"), "Field required", null, Map.of())));
        } catch (IOException e) {
            throw new InvalidBody(
                    List.of(new BodyError("json_invalid", List.of("body", 0), "JSON decode error", null, Map.of())));
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.get(KEY) != null) {
            ctx.next();
            return;
        }
        new Collecting(ctx).start();
    }

    private final class Collecting {
        private final RoutingContext ctx;
        private final HttpServerRequest request;
        private Gathered body = new Gathered(0);
        private long drained;
        private boolean refused;
        private boolean ended;
        private long timer = -1;

        Collecting(RoutingContext ctx) {
            this.ctx = ctx;
            this.request = ctx.request();
        }

        void start() {
            long declared = declaredLength();
            if (declared > maxBytes) {
                refuse(tooLarge());
            } else {
                body = new Gathered(declared);
            }
            request.handler(this::take).endHandler(end -> complete()).exceptionHandler(cause -> stopClock());
            request.resume();
            // Nearly every body arrives together with its head: only for the others a timer is worth it.
            Vertx vertx = ctx.vertx();
            vertx.runOnContext(later -> {
                if (!ended) {
                    timer = vertx.setTimer(timeoutMillis, late -> tooSlow());
                }
            });
        }

        private long declaredLength() {
            String length = request.getHeader("Content-Length");
            try {
                return length == null ? 0 : Long.parseLong(length);
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        private void take(Buffer chunk) {
            if (refused) {
                drained += chunk.length();
                if (drained > (long) maxBytes * MAX_DRAINED_LIMITS) {
                    request.connection().close();
                }
            } else if (body.length() + chunk.length() > maxBytes) {
                refuse(tooLarge());
            } else {
                body.add(chunk);
            }
        }

        private void refuse(RuntimeException why) {
            refused = true;
            body = new Gathered(0);
            ctx.fail(why);
        }

        private void complete() {
            ended = true;
            stopClock();
            if (!refused) {
                ctx.put(KEY, body.whole());
                body = new Gathered(0);
                ctx.next();
            }
        }

        private RuntimeException tooLarge() {
            return Failure.of(Kind.TOO_LARGE, "The body is larger than " + maxBytes + " bytes")
                    .asException();
        }

        private void tooSlow() {
            if (!refused) {
                refuse(new HttpException(408, "The body did not arrive in time"));
            }
            request.connection().close();
        }

        private void stopClock() {
            ended = true;
            if (timer >= 0) {
                ctx.vertx().cancelTimer(timer);
            }
        }
    }
}
