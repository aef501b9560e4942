package io.aigateway.limit;

import io.aigateway.observe.QuotaMetrics;
import io.aigateway.observe.QuotaMetrics.Outcome;
import io.aigateway.settings.AuthSettings.QuotaCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the Customers Portal whether a caller has credits left. Source: contract section 7.7. */
final class PortalClient {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final Duration DEFAULT_LIFE = Duration.ofHours(1);

    /** A portal that says more is not believed: a caller who buys credits wants to use them some day. */
    static final Duration MAX_LIFE = Duration.ofDays(1);

    /** An answer that says nothing holds only as long as it takes the portal to get its breath back. */
    static final Duration LIFE_OF_NO_ANSWER = Duration.ofSeconds(5);

    private static final String PATH = "/api/v1/consumers/resolve";
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_WAITING = 1000;
    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?([0-9]{1,9})", Pattern.CASE_INSENSITIVE);
    private static final Logger log = LoggerFactory.getLogger(PortalClient.class);

    private final WebClient http;
    private final String url;
    private final QuotaCredentials credentials;
    private final QuotaMetrics metrics;

    PortalClient(Vertx vertx, URI portal, QuotaCredentials credentials, QuotaMetrics metrics) {
        this.metrics = metrics;
        // Redirects would carry the credentials elsewhere.
        var options = new WebClientOptions().setFollowRedirects(false).setUserAgent("ai-gateway");
        var pool = new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING);
        this.http = WebClient.create(vertx, options, pool);
        String base = portal.toString();
        this.url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH;
        this.credentials = credentials;
    }

    /** Asks once. Never fails: a portal that does not answer is a refusal. */
    Future<Verdict> ask(Map<QuotaParameter, String> parameters) {
        long start = System.nanoTime();
        String realm = parameters.getOrDefault(QuotaParameter.REALM, "");
        return Future.succeededFuture(parameters)
                .compose(this::send)
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(answer -> {
                    int status = answer.failed() ? 0 : answer.result().statusCode();
                    metrics.asked(realm, outcome(status, answer.cause()), status, System.nanoTime() - start);
                })
                .map(PortalClient::read)
                .otherwise(PortalClient::noAnswer);
    }

    private static Outcome outcome(int status, @Nullable Throwable cause) {
        return switch (status) {
            case 0 -> cause instanceof TimeoutException ? Outcome.TIMEOUT : Outcome.HTTP_ERROR;
            case 200 -> Outcome.SUCCESS;
            case 402, 403 -> Outcome.DENIED;
            default -> Outcome.UNEXPECTED;
        };
    }

    private Future<HttpResponse<Buffer>> send(Map<QuotaParameter, String> parameters) {
        HttpRequest<Buffer> request = http.headAbs(url)
                .putHeader("X-Admin-Email", credentials.user())
                .putHeader("X-Admin-Token", credentials.token().reveal())
                .timeout(TIMEOUT.toMillis());
        parameters.forEach((parameter, value) -> request.addQueryParam(parameter.wireName(), value));
        return request.send();
    }

    private static Verdict read(HttpResponse<Buffer> response) {
        Duration life = varied(lifeOf(response.getHeader("cache-control")));
        return switch (response.statusCode()) {
            case 200 -> new Verdict(null, life);
            case 402 -> new Verdict(UsageQuota.EXHAUSTED, life);
            case 403 -> new Verdict(UsageQuota.NOT_ENTITLED, life);
            default -> noAnswer("status " + response.statusCode());
        };
    }

    private static Verdict noAnswer(Throwable cause) {
        return noAnswer(cause.toString());
    }

    private static Verdict noAnswer(String reason) {
        log.warn("usage quota not known, request refused [reason: {}]", reason);
        return new Verdict(UsageQuota.NOT_ENTITLED, LIFE_OF_NO_ANSWER);
    }

    /** Only {@code max-age} counts, as in the original; also beside {@code no-cache}. */
    static Duration lifeOf(@Nullable String cacheControl) {
        if (cacheControl == null) {
            return DEFAULT_LIFE;
        }
        Matcher age = MAX_AGE.matcher(cacheControl);
        if (!age.find()) {
            return DEFAULT_LIFE;
        }
        Duration life = Duration.ofSeconds(Long.parseLong(age.group(1)));
        return life.compareTo(MAX_LIFE) < 0 ? life : MAX_LIFE;
    }

    /** 10 % more or less, so that what was asked at the same time is not asked again at the same time. */
    private static Duration varied(Duration life) {
        return Duration.ofMillis(
                (long) (life.toMillis() * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }
}
