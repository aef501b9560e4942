package io.aigateway.http.operations;

import io.aigateway.http.Routes;
import io.aigateway.kernel.Later;
import io.aigateway.settings.OperationsSettings;
import io.aigateway.work.Workers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI document, and a page that shows it and makes requests; each at the path of its setting, none without. Everything comes
 * from this gateway, and the page may load nothing else. Source: contract section 6.7.
 */
public final class DocumentationRoutes implements Routes {
    /** Swagger UI uses images in its style sheet, and no script or style beside its files. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SWAGGER_UI = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final List<String> FROM_WEBJAR = List.of("swagger-ui.css", "swagger-ui-bundle.js");
    private static final String START = "start.js";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private final OperationsSettings settings;
    private final Workers workers;
    private final Later<Buffer> document;
    private final Map<String, Buffer> files;

    /**
     * The routes; reads files, so make it at start.
     *
     * @param document made when somebody first asks for it, by {@code workers}: it takes longer than the start should
     */
    public DocumentationRoutes(OperationsSettings settings, Supplier<ApiDocument> document, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        this.document = Later.of(() -> Buffer.buffer(document.get().bytes()));
        this.files = pages(settings).isEmpty() ? Map.of() : files();
    }

    /** Paths that there are; they are not in the document themselves. */
    public static Set<String> paths(OperationsSettings settings) {
        var paths = new TreeSet<>(pages(settings));
        if (!settings.openApiPath().isEmpty()) {
            paths.add(settings.openApiPath());
        }
        return paths;
    }

    @Override
    public void mountOn(Router router) {
        if (!settings.openApiPath().isEmpty()) {
            router.get(settings.openApiPath()).handler(this::document);
        }
        for (String page : pages(settings)) {
            Buffer html = Buffer.buffer(page(page));
            router.get(page).handler(ctx -> send(ctx, "text/html; charset=utf-8", html));
            router.get(page + "/:file").handler(this::file);
        }
    }

    /** As with the original there is no page without the document. */
    private static List<String> pages(OperationsSettings settings) {
        return settings.openApiPath().isEmpty()
                ? List.of()
                : Stream.of(settings.docsPath(), settings.redocPath())
                        .filter(path -> !path.isEmpty())
                        .distinct()
                        .toList();
    }

    private void document(RoutingContext ctx) {
        workers.run(document::get)
                .onSuccess(made -> send(ctx, "application/json", made))
                .onFailure(ctx::fail);
    }

    private void file(RoutingContext ctx) {
        String name = Objects.requireNonNullElse(ctx.pathParam("file"), "");
        Buffer content = files.get(name);
        if (content == null) {
            ctx.next();
            return;
        }
        ctx.response().putHeader("Cache-Control", "private, max-age=3600");
        send(ctx, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"), content);
    }

    private static void send(RoutingContext ctx, String type, Buffer content) {
        ctx.request().resume();
        HttpServerResponse response = ctx.response();
        response.putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(content);
    }

    private String page(String path) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        return """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>GitLab AI Gateway</title>
                  <link rel="icon" href="data:,">
                  <link rel="stylesheet" href="%1$s/swagger-ui.css">
                </head>
                <body>
                  <main id="api" data-document="%2$s"></main>
                  <script src="%1$s/swagger-ui-bundle.js"></script>
                  <script src="%1$s/start.js"></script>
                </body>
                </html>
                """.formatted(base, settings.openApiPath());
    }

    private static Map<String, Buffer> files() {
        String folder = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
        Map<String, Buffer> files = FROM_WEBJAR.stream()
                .collect(Collectors.toMap(name -> name, name -> Buffer.buffer(resource(folder + name))));
        files.put(START, Buffer.buffer(resource("/docs/" + START)));
        return Map.copyOf(files);
    }

    private static String version() {
        var properties = new Properties();
        try {
            properties.load(new java.io.StringReader(new String(resource(SWAGGER_UI), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] resource(String path) {
        try (InputStream in = DocumentationRoutes.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
