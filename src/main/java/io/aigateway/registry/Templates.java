package io.aigateway.registry;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.tree.Node;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Later;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The template engine (Jinjava) behind bars: {@link TemplateLanguage} and {@link ValueResolver} say what a template may do, the
 * limits here how much of it. Values are inserted as they are and never read as templates. Safe for use by many threads.
 */
final class Templates {
    /** Longest rendered text, in characters; beyond any model's context. */
    private static final int MAX_OUTPUT = 32 * 1024 * 1024;

    /** Nodes that one rendering may visit: loops over a caller's lists end here at the latest. */
    private static final int MAX_STEPS = 1_000_000;

    private static final int MAX_DEPTH = 20;

    private static final Logger log = LoggerFactory.getLogger(Templates.class);

    /** More threads than this seldom render at the same time; those beyond it make theirs anew. */
    private static final int MAX_LIBRARIES = 64;

    private final ThreadLocal<int[]> steps = ThreadLocal.withInitial(() -> new int[1]);
    private final Map<String, String> includes;
    private final Later<Jinjava> engine = Later.of(this::engine);

    /**
     * Filters, tests and tags: to set them up takes longer than to render most templates, so they are used again, by one rendering at
     * a time. What a rendering leaves behind there is removed after it; one that fails does not give it back.
     */
    private final Queue<Context> libraries = new ArrayBlockingQueue<>(MAX_LIBRARIES);

    private final Later<JinjavaInterpreter> parser = Later.of(() -> engine.get().newInterpreter());

    /** Structures of the texts that were read and found good, all of them files of the registry. */
    private final Map<String, Node> structures = new ConcurrentHashMap<>();

    /** What templates say that read no input, and therefore always say the same. */
    private final Map<String, String> constants = new ConcurrentHashMap<>();

    /**
     * An engine.
     *
     * @param includes path to text of the files that templates may include
     */
    Templates(Map<String, String> includes) {
        this.includes = Map.copyOf(includes);
    }

    /** Takes a moment, which the start does not have. */
    private Jinjava engine() {
        var languageLess = new Jinjava(JinjavaConfig.newBuilder().build());
        var engine = new Jinjava(JinjavaConfig.newBuilder()
                .withDisabled(TemplateLanguage.leftOut(languageLess))
                .withElResolver(new ValueResolver())
                .withNestedInterpretationEnabled(false)
                .withEnableRecursiveMacroCalls(false)
                .withEnableFilterChainOptimization(true)
                .withMaxRenderDepth(MAX_DEPTH)
                .withMaxOutputSize(MAX_OUTPUT)
                .withMaxStringLength(MAX_OUTPUT)
                .withKeepTrailingNewline(false)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .build())
                .withProcessors(JinjavaProcessors.newBuilder()
                        .withNodePreProcessor(this::countStep)
                        .build())
                .withInterperterFactory(new KnownStructures(structures))
                .build());
        engine.registerFilter(new TemplateLanguage.Split());
        engine.registerFilter(new TemplateLanguage.ParseJson());
        engine.setResourceLocator((path, encoding, interpreter) -> {
            String text = this.includes.get(path);
            if (text == null) {
                throw new FileNotFoundException("there is no file " + path);
            }
            return text;
        });
        return engine;
    }

    /** The text of a file that may be included; null when there is none. */
    @Nullable
    String include(String path) {
        return includes.get(path);
    }

    /**
     * Reads a template's structure; gives what is wrong with it, with its line, to {@code problems}. All templates are read by the
     * same interpreter, since making one takes longer than reading a template.
     */
    Node parse(String text, Consumer<TemplateError> problems) {
        JinjavaInterpreter interpreter = parser.get();
        Node root;
        List<TemplateError> errors;
        synchronized (interpreter) {
            root = interpreter.parse(text);
            errors = interpreter.getErrorsCopy();
            errors.forEach(error -> interpreter.removeLastError());
        }
        if (errors.isEmpty()) {
            structures.put(text, root);
        }
        errors.forEach(problems);
        return root;
    }

    /**
     * Fills a template in.
     *
     * @param values texts, numbers, booleans, null, and lists and maps of them
     * @throws io.aigateway.kernel.FailureException when the template cannot be rendered with these values
     */
    String render(Template template, Map<String, ? extends @Nullable Object> values) {
        if (!template.variables().isEmpty()) {
            return fill(template, values);
        }
        String known = constants.get(template.text());
        return known == null ? constants.computeIfAbsent(template.text(), text -> fill(template, Map.of())) : known;
    }

    private String fill(Template template, Map<String, ? extends @Nullable Object> values) {
        steps.get()[0] = 0;
        Context shared = library();
        JinjavaInterpreter interpreter = interpreter(shared, ShownAsJson.all(values));
        String text = rendered(template, interpreter);
        for (TemplateError error : interpreter.getErrorsCopy()) {
            if (error.getSeverity() == ErrorType.FATAL) {
                throw unusable(template, error.getReason());
            }
        }
        shared.reset();
        libraries.offer(shared);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private Context library() {
        Context idle = libraries.poll();
        return idle == null ? engine.get().newInterpreter().getContext() : idle;
    }

    /** Does now what else the first rendering would have to, which takes a moment. */
    void prepare() {
        libraries.offer(engine.get().newInterpreter().getContext());
    }

    private static String rendered(Template template, JinjavaInterpreter interpreter) {
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return current.value().render(template.text());
        } catch (RuntimeException e) {
            throw unusable(template, e.getClass().getSimpleName());
        }
    }

    private JinjavaInterpreter interpreter(Context shared, Map<String, ?> values) {
        JinjavaConfig config = engine.get().getGlobalConfig();
        var context = new Context(shared, values, config.getDisabled());
        return config.getInterpreterFactory().newInstance(engine.get(), context, config);
    }

    /** The engine's own message can quote a value, which is somebody's text. */
    private static FailureException unusable(Template template, Object reason) {
        log.warn("prompt not rendered [template: {}, reason: {}]", template, reason);
        return Failure.of(Kind.INVALID, "The prompt cannot be rendered with these inputs")
                .asException();
    }

    private void countStep(Node node, JinjavaInterpreter interpreter) {
        if (++steps.get()[0] > MAX_STEPS) {
            throw new IllegalStateException("The template does too much");
        }
    }
}
