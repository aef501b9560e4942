package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** A JSON object that writes its members itself: for answers so frequent that maps of their members are worth avoiding. */
@FunctionalInterface
public interface JsonMembers extends JsonSerializable {

    /** Writes the members, without the braces around them. */
    void writeTo(JsonGenerator json) throws IOException;

    @Override
    default void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        writeTo(json);
        json.writeEndObject();
    }

    @Override
    default void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }
}
