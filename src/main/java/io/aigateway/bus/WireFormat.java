package io.aigateway.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.wire.WholeTexts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages are written between nodes: CBOR (RFC 8949) of their record components by name. A reader ignores what it
 * does not know and takes the default for what is missing, so nodes one release apart understand each other. Values of a
 * sealed interface carry the simple name of their record.
 */
final class WireFormat {
    private static final ObjectMapper MAPPER = CBORMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .addModule(new KindCodes())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private WireFormat() {}

    static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            return writeWhole(message);
        }
    }

    private static byte[] writeWhole(Object message) {
        try {
            return WholeTexts.write(MAPPER, message);
        } catch (IOException e) {
            throw new IllegalArgumentException(message.getClass().getName() + " cannot be written", e);
        }
    }

    /** Reads a message; null when it is of a kind that only a newer node knows. */
    static <T> @Nullable T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            // The bytes are somebody's prompt: neither they nor Jackson's text about them may reach a log.
            throw Failure.of(Kind.INTERNAL, type.getSimpleName() + " could not be read from the wire")
                    .asException();
        }
    }

    /** The message itself inside a JVM, or what was on the wire. */
    static <T> @Nullable T unwrap(Object payload, Class<T> type) {
        return payload instanceof WirePayload wire ? read(wire.bytes(), type) : type.cast(payload);
    }

    /** Kinds of failures travel as their codes, so that a node reads also those that only a newer one knows. */
    private static final class KindCodes extends SimpleModule {
        private static final long serialVersionUID = 1;

        KindCodes() {
            addSerializer(Kind.class, new StdSerializer<>(Kind.class) {
                @Override
                public void serialize(Kind kind, JsonGenerator to, SerializerProvider provider) throws IOException {
                    to.writeNumber(kind.code());
                }
            });
            addDeserializer(Kind.class, new StdDeserializer<>(Kind.class) {
                @Override
                public Kind deserialize(JsonParser from, DeserializationContext context) throws IOException {
                    return Kind.ofCode(from.getIntValue());
                }
            });
        }
    }

    /** Writes the name of the record wherever a sealed interface is declared; no annotation in the messages needed. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {
        private static final JsonTypeInfo.Value BY_NAME = JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, false);

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass && isSealedFamily(annotated.getRawType())
                    ? BY_NAME
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            Class<?>[] permitted = annotated.getRawType().getPermittedSubclasses();
            return permitted == null || !annotated.getRawType().isInterface()
                    ? super.findSubtypes(annotated)
                    : Arrays.stream(permitted)
                            .map(type -> new NamedType(type, type.getSimpleName()))
                            .toList();
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass annotated) {
            return isSealedFamily(annotated.getRawType())
                    ? annotated.getRawType().getSimpleName()
                    : super.findTypeName(annotated);
        }

        private static boolean isSealedFamily(Class<?> type) {
            return (type.isInterface() && type.isSealed())
                    || Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
        }
    }
}
