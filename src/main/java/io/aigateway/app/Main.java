package io.aigateway.app;

import io.aigateway.observe.Logging;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.LoggingSettings;
import io.aigateway.settings.SettingsException;
import io.aigateway.settings.SettingsLoader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway, and stops it when the process is asked to end. */
public final class Main {
    /** Beyond the drain time: what stopping itself may take. */
    private static final long STOP_GRACE_SECONDS = 10;

    private Main() {}

    /**
     * Runs until the process is ended; exits with 1 when the settings or a file cannot be used. With arguments, does what they say
     * instead; see {@link Commands}.
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.exit(Commands.run(arguments));
        }
        Preload.start();
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        Vertx starter = Vertx.vertx(options(1));
        new SettingsLoader(System.getenv(), Path.of(""))
                .load(starter)
                .map(Main::read)
                .eventually(starter::close)
                .onComplete(Main::start, Main::giveUp);
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

    private static void start(GatewaySettings settings) {
        Vertx vertx = Vertx.vertx(options(Runtime.getRuntime().availableProcessors()));
        Gateway.start(vertx, settings).onComplete(gateway -> started(vertx, settings, gateway), Main::giveUp);
    }

    private static void started(Vertx vertx, GatewaySettings settings, Gateway gateway) {
        Logger log = LoggerFactory.getLogger(Main.class);
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        log.info(Banner.of(settings, gateway, millis));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, settings, gateway), "stop"));
    }

    private static void stop(Vertx vertx, GatewaySettings settings, Gateway gateway) {
        LoggerFactory.getLogger(Main.class).info("gateway stopping");
        var stopped = new CountDownLatch(1);
        gateway.stop().eventually(vertx::close).onComplete(done -> stopped.countDown());
        long patience = settings.server().drainTimeout().toSeconds() + STOP_GRACE_SECONDS;
        try {
            if (!stopped.await(patience, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(Main.class).warn("gateway did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LogManager.shutdown();
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
