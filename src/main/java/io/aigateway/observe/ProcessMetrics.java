package io.aigateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Memory, garbage collection, threads and processor of the JVM, by Micrometer's own names; and what of the process is measured. */
public final class ProcessMetrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    private ProcessMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Measures from now on, until it is closed. */
    public static ProcessMetrics in(MeterRegistry registry) {
        var metrics = new ProcessMetrics(registry);
        metrics.garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return metrics;
    }

    /** Says what runs. */
    public void info(String version) {
        Metrics.INFO.gaugeIn(registry, 1, Integer::doubleValue, version, System.getProperty("java.version", ""));
    }

    /** Counts threads under the original's name. Source: contract section 10.4. */
    public void countThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        String pid = String.valueOf(ProcessHandle.current().pid());
        Metrics.THREADS.gaugeIn(registry, threads, ThreadMXBean::getThreadCount, pid);
    }

    /** Says whether requests can be served. */
    public void ready(BooleanSupplier ready) {
        Metrics.READY.gaugeIn(registry, ready, now -> now.getAsBoolean() ? 1 : 0);
    }

    /**
     * Exports limits of models; nothing is refused because of them. Source: contract sections 8.4 and 10.4.
     *
     * @param limits engine to model to {@code concurrency}, {@code input_tokens}, {@code output_tokens} and {@code total_tokens}
     */
    public void limits(Map<String, Map<String, Map<String, Double>>> limits) {
        Map<String, Metric> families = Map.of(
                "concurrency", Metrics.MAX_CONCURRENT,
                "input_tokens", Metrics.MAX_INPUT_TOKENS,
                "output_tokens", Metrics.MAX_OUTPUT_TOKENS,
                "total_tokens", Metrics.MAX_TOTAL_TOKENS);
        limits.forEach((engine, models) -> models.forEach((model, values) -> values.forEach((name, value) -> {
            Metric family = families.get(name);
            if (family != null) {
                family.gaugeIn(registry, value, Double::doubleValue, engine, model);
            }
        })));
    }

    @Override
    public void close() {
        garbage.close();
    }
}
