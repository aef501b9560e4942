package io.aigateway.testkit;

import io.aigateway.wire.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OIDC provider: publishes a discovery document and keys on a free loopback port, signs tokens, and misbehaves on request.
 *
 * <pre>{@code
 * var issuer = FakeIssuer.start(vertx);
 * String token = issuer.token().scopes("complete_code").realm("saas").sign();
 * }</pre>
 */
public final class FakeIssuer {
    private static final String KEYS_PATH = "/oauth/discovery/keys";

    private final HttpServer server;
    private final String scheme;
    private final AtomicInteger discoveryFetches = new AtomicInteger();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final List<Runnable> held = new ArrayList<>();

    private volatile Clock clock = Clock.systemUTC();
    private volatile Map<String, Object> document = Map.of();
    private volatile List<Map<String, Object>> published = List.of();
    private volatile Mood mood = Mood.WELL;
    private int keyNumber;

    /** How the issuer answers. */
    public enum Mood {
        WELL,
        /** 503 to everything. */
        BROKEN,
        /** Closes the connection instead of answering. */
        GONE,
        /** Does not answer until the mood changes to {@link #WELL}. */
        SLOW,
        /** Status 200 and no JSON. */
        GARBAGE,
        /** Status 200 and more JSON than anybody wants. */
        HUGE,
        /** Sends one to the same path with a slash more, again and again. */
        REDIRECTING
    }

    private FakeIssuer(Vertx vertx, HttpServerOptions options, int firstKey) {
        keyNumber = firstKey;
        scheme = options.isSsl() ? "https" : "http";
        server = vertx.createHttpServer(options).requestHandler(this::answer);
    }

    /** An issuer that signs with key 0. */
    public static FakeIssuer start(Vertx vertx) {
        return start(vertx, new HttpServerOptions(), 0);
    }

    /**
     * An issuer.
     *
     * @param firstKey number of the key in {@link TestKeys} that it signs with; {@link #rotate} goes to the next
     */
    public static FakeIssuer start(Vertx vertx, HttpServerOptions options, int firstKey) {
        var issuer = new FakeIssuer(vertx, options, firstKey);
        OnLoop.await(issuer.server.listen(0, "localhost"));
        issuer.declare("issuer", issuer.issuer());
        issuer.declare("jwks_uri", issuer.url().resolve(KEYS_PATH).toString());
        issuer.publish(issuer.keyId(), issuer.key());
        return issuer;
    }

    /** What a gateway has to be told: the value of {@code AIGW_GITLAB_URL}. */
    public URI url() {
        return URI.create(scheme + "://localhost:" + server.actualPort());
    }

    /** {@code iss} of the tokens. */
    public String issuer() {
        return url().toString();
    }

    public KeyPair key() {
        return TestKeys.pair(keyNumber);
    }

    public String keyId() {
        return "key-" + keyNumber;
    }

    /** A token that a gateway accepts, for a change or for signing. */
    public FakeToken token() {
        return new FakeToken(issuer(), keyId(), key(), clock);
    }

    /** Lets tokens begin and end by another clock. */
    public FakeIssuer withClock(Clock other) {
        clock = other;
        return this;
    }

    public FakeIssuer mood(Mood other) {
        mood = other;
        if (other == Mood.WELL) {
            release();
        }
        return this;
    }

    /** A member of the discovery document. */
    public FakeIssuer declare(String member, Object value) {
        var changed = new LinkedHashMap<>(document);
        changed.put(member, value);
        document = changed;
        return this;
    }

    public FakeIssuer undeclare(String member) {
        var changed = new LinkedHashMap<>(document);
        changed.remove(member);
        document = changed;
        return this;
    }

    /** Signs with the next key from now on and publishes only that. */
    public FakeIssuer rotate() {
        keyNumber++;
        published = List.of(jwk(keyId(), key()));
        return this;
    }

    public FakeIssuer withdrawAll() {
        published = List.of();
        return this;
    }

    /** Publishes a key beside the others; without {@code kid} when that is null. */
    public FakeIssuer publish(String keyId, KeyPair key) {
        return publish(jwk(keyId, key));
    }

    /** Publishes anything beside the other keys. */
    public FakeIssuer publish(Map<String, Object> jwk) {
        var more = new ArrayList<>(published);
        more.add(jwk);
        published = List.copyOf(more);
        return this;
    }

    /** A key as it is published. */
    public static Map<String, Object> jwk(String keyId, KeyPair key) {
        var jwk = new LinkedHashMap<String, Object>();
        var rsa = (RSAPublicKey) key.getPublic();
        jwk.put("kty", "RSA");
        jwk.put("n", base64(rsa.getModulus()));
        jwk.put("e", base64(rsa.getPublicExponent()));
        jwk.put("use", "sig");
        jwk.put("alg", "RS256");
        if (keyId != null) {
            jwk.put("kid", keyId);
        }
        return jwk;
    }

    /** How often the discovery document was asked for. */
    public int discoveryFetches() {
        return discoveryFetches.get();
    }

    /** How often the keys were asked for. */
    public int keyFetches() {
        return keyFetches.get();
    }

    private void answer(HttpServerRequest request) {
        boolean keys = request.path().startsWith(KEYS_PATH);
        (keys ? keyFetches : discoveryFetches).incrementAndGet();
        switch (mood) {
            case WELL -> tell(request, keys);
            case BROKEN -> request.response().setStatusCode(503).end();
            case GONE -> request.connection().close();
            case SLOW -> hold(() -> tell(request, keys));
            case GARBAGE -> request.response().end("<html>garbage</html>");
            case HUGE -> request.response().end(Buffer.buffer("[" + "1,".repeat(1_000_000) + "1]"));
            case REDIRECTING ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", request.path() + "/")
                        .end();
        }
    }

    private void tell(HttpServerRequest request, boolean keys) {
        if (keys) {
            request.response().end(Buffer.buffer(Json.write(Map.of("keys", published))));
        } else if (request.path().equals("/.well-known/openid-configuration")) {
            request.response().end(Buffer.buffer(Json.write(document)));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void hold(Runnable answer) {
        synchronized (held) {
            held.add(answer);
        }
        // The mood may have changed between the look at it and this.
        if (mood == Mood.WELL) {
            release();
        }
    }

    private void release() {
        synchronized (held) {
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }
}
