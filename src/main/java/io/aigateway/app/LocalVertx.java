package io.aigateway.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Makes a Vert.x that is in no cluster, without loading the classes of a cluster. */
final class LocalVertx {
    private LocalVertx() {}

    static Vertx create(VertxOptions options, @Nullable VertxTracerFactory tracer) {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(new WithoutCluster(LocalVertx.class.getClassLoader()));
        try {
            return Vertx.builder().with(options).withTracer(tracer).build();
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /** Vert.x makes every service provider that it finds, also a cluster manager that nobody is going to use: this hides it. */
    private static final class WithoutCluster extends ClassLoader {
        private static final String PROVIDERS = "META-INF/services/io.vertx.core.spi.VertxServiceProvider";

        WithoutCluster(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> all = super.getResources(name);
            return name.equals(PROVIDERS)
                    ? Collections.enumeration(Collections.list(all).stream()
                            .filter(url -> !url.getPath().contains("vertx-hazelcast"))
                            .toList())
                    : all;
        }
    }
}
