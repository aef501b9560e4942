package io.aigateway.app;

import io.aigateway.bus.BusOptions;
import io.aigateway.observe.Logging;
import io.aigateway.observe.Traces;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.LoggingSettings;
import io.aigateway.settings.SettingsException;
import io.aigateway.settings.SettingsLoader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway, and stops it when the process is asked to end. */
public final class Main {
    /** Beyond the drain time: what stopping itself may take. */
    private static final long STOP_GRACE_SECONDS = 10;

    private static final String ROLES_OPTION = "--roles";
    private static final String ROLES_SETTING = "AIGW_ROLES";

    private Main() {}

    /**
     * Runs until the process is ended; exits with 1 when the settings or a file cannot be used. {@code --roles} says which parts run.
     * With other arguments, does what they say instead; see {@link Commands}.
     */
    public static void main(String[] arguments) {
        boolean roles = arguments.length == 2 && arguments[0].equals(ROLES_OPTION);
        if (arguments.length > 0 && !roles) {
            System.exit(Commands.run(arguments));
        }
        Platform.prepare();
        Logging.begin();
        // Before several threads want loggers: all but the first would get substitutes.
        LoggerFactory.getILoggerFactory();
        Preload.start();
        Vertx starter = LocalVertx.create(options(1), null);
        var loader = new SettingsLoader(variables(arguments), Path.of(""));
        loader.load(starter)
                .map(Main::read)
                .eventually(starter::close)
                .onComplete(settings -> start(settings, loader), Main::giveUp);
    }

    private static Map<String, String> variables(String[] arguments) {
        var variables = new HashMap<>(System.getenv());
        if (arguments.length > 0) {
            variables.put(ROLES_SETTING, arguments[1]);
        }
        return variables;
    }

    static VertxOptions options(int eventLoops) {
        return new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static GatewaySettings read(Environment environment) {
        GatewaySettings settings = GatewaySettings.from(environment);
        LoggingSettings logging = settings.logging();
        Logging.configure(logging.level(), logging.json(), logging.toFile());
        return settings;
    }

    private static void start(GatewaySettings settings, SettingsLoader loader) {
        VertxOptions options = options(Runtime.getRuntime().availableProcessors());
        Traces traces;
        try {
            traces = Traces.of(settings.traces());
        } catch (IllegalArgumentException e) {
            giveUp(e);
            return;
        }
        Function<Vertx, SettingsSource> source =
                vertx -> () -> loader.load(vertx).map(GatewaySettings::from);
        Future<Gateway> gateway = settings.cluster().enabled()
                ? Clustered.start(options, settings, traces, source)
                : alone(LocalVertx.create(options, traces.http()), settings, traces, source);
        gateway.onComplete(started -> started(settings, started, traces), Main::giveUp);
    }

    private static Future<Gateway> alone(
            Vertx vertx, GatewaySettings settings, Traces traces, Function<Vertx, SettingsSource> source) {
        return Gateway.start(vertx, settings, BusOptions.defaults().withHops(traces.bus()), source.apply(vertx));
    }

    private static void started(GatewaySettings settings, Gateway gateway, Traces traces) {
        Logger log = LoggerFactory.getLogger(Main.class);
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        log.info(Banner.of(settings, gateway, millis));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(settings, gateway, traces), "stop"));
    }

    private static void stop(GatewaySettings settings, Gateway gateway, Traces traces) {
        LoggerFactory.getLogger(Main.class).info("gateway stopping");
        var stopped = new CountDownLatch(1);
        gateway.stop().eventually(gateway.vertx()::close).onComplete(done -> stopped.countDown());
        Duration drain = settings.server().drainDelay().plus(settings.server().drainTimeout());
        boolean inTime = false;
        try {
            inTime = stopped.await(drain.toSeconds() + STOP_GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        traces.close(Duration.ofSeconds(STOP_GRACE_SECONDS / 2));
        LoggerFactory.getLogger(Main.class).info(inTime ? "gateway stopped" : "gateway did not stop in time");
        LogManager.shutdown();
        // Ended by a signal, the JVM would exit with the signal's number, as if something had gone wrong.
        Runtime.getRuntime().halt(inTime ? 0 : 1);
    }

    private static void giveUp(Throwable cause) {
        boolean explained = cause instanceof SettingsException || cause instanceof IllegalArgumentException;
        Logger log = LoggerFactory.getLogger(Main.class);
        if (explained) {
            log.error("gateway not started: {}", cause.getMessage());
        } else {
            log.error("gateway not started", cause);
        }
        LogManager.shutdown();
        Runtime.getRuntime().halt(1);
    }
}
