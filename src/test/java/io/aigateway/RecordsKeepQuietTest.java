package io.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A record prints all that it holds unless it says otherwise: those that hold somebody's text or a credential must. */
class RecordsKeepQuietTest {
    private static final String PLANTED = "planted";
    private static final int MAX_DEPTH = 4;

    /** Words in the names of components that hold texts of users and models, or credentials. */
    private static final List<String> CONFIDENTIAL = List.of(
            "content",
            "text",
            "prompt",
            "suffix",
            "prefix",
            "query",
            "body",
            "message",
            "above",
            "below",
            "input",
            "apikey",
            "token",
            "password",
            "authorization",
            "headers",
            "claims",
            "answer",
            "diff",
            "instruction",
            "payload",
            "secret",
            "delta",
            "choices");

    /** Names that only sound like it. */
    private static final Set<String> HARMLESS = Set.of(
            "Admitted.headers",
            "AgentEvent.Failed.message",
            "Answer.headers",
            "CatalogueFile.embeddingContentTypes",
            "CatalogueFile.selfHostedPrefixes",
            "ContentAsked.contentType",
            "Failed.message",
            "Finding.text",
            "ForwardAsked.headers",
            "GenerationAsked.promptId",
            "Head.headers",
            "Part.input",
            "Problem.message",
            "PromptAsked.inputs",
            "PromptAsked.promptId",
            "ProxiedApi.requestHeaders",
            "ProxiedApi.responseHeaders",
            "RedactionSettings.answers",
            "Reply.body",
            "Row.inputs",
            "Section.text",
            "Settings.headers",
            "TokenShape.prefix",
            "Wild.prefix");

    private static Stream<Class<?>> records() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.aigateway").stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect);
    }

    private static boolean isConfidential(RecordComponent component) {
        if (HARMLESS.contains(component.getDeclaringRecord().getSimpleName() + "." + component.getName())) {
            return false;
        }
        String name = component.getName().toLowerCase(Locale.ROOT);
        return CONFIDENTIAL.stream().anyMatch(name::contains);
    }

    /** A value of the type, planted where there is a place for a text; null where none is known. */
    private static Object sample(Type generic, boolean planted, int depth) {
        Class<?> type = generic instanceof ParameterizedType known
                ? (Class<?>) known.getRawType()
                : generic instanceof Class<?> plain ? plain : Object.class;
        String text = planted ? PLANTED : "x";
        if (type == String.class || type == CharSequence.class) {
            return text;
        } else if (type == byte[].class) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (type == List.class) {
            Object item = sample(argument(generic), planted, depth);
            return item == null ? List.of() : List.of(item);
        } else if (type == Set.class) {
            return Set.of(text);
        } else if (type == Map.class) {
            return argument(generic) == String.class ? Map.of(text, text) : Map.of();
        } else if (type == URI.class) {
            return URI.create("http://localhost/");
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type.isRecord() && depth > 0 ? make(type, depth - 1) : null;
    }

    /** The type of items, or of values. */
    private static Type argument(Type generic) {
        Type[] arguments = ((ParameterizedType) generic).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    private static Object make(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> sample(component.getGenericType(), isConfidential(component), depth))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static String printed(Object record) {
        try {
            return record.toString();
        } catch (NullPointerException incomplete) {
            return "";
        }
    }

    @Test
    void printsNothingConfidential() {
        var talkative = new TreeSet<String>();
        var made = new TreeSet<String>();
        records()
                .filter(type ->
                        Arrays.stream(type.getRecordComponents()).anyMatch(RecordsKeepQuietTest::isConfidential))
                .forEach(type -> {
                    Object one = make(type, MAX_DEPTH);
                    if (one != null) {
                        made.add(type.getName());
                        if (printed(one).contains(PLANTED)) {
                            talkative.add(type.getName() + " " + one);
                        }
                    }
                });

        assertThat(made).hasSizeGreaterThan(30);
        assertThat(talkative).isEmpty();
    }
}
