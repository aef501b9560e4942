package io.aigateway.app;

/**
 * What is said to the JVM and the libraries before the first of their classes is used, so that the start does not take the time for
 * what nobody has asked for. Whoever runs the gateway can say otherwise with {@code -D}.
 */
final class Platform {
    private Platform() {}

    static void prepare() {
        usually("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        // Netty's events for the flight recorder bring the whole recorder up with the first buffer, also when nothing
        // is recorded.
        usually("io.netty.jfr.enabled", "false");
    }

    private static void usually(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
