package io.aigateway.http.blueprint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.FailureException;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Envelopes of the blueprint's protocol: what is malformed is left out, and what is left is read or refused. */
public class ComponentsFuzzTest {
    private static final ComponentsReader READER = new ComponentsReader(
            Schemas.read(name -> file("conf/schemas/" + name)),
            Renames.read(file("conf/schemas/renames.yaml"), "renames.yaml"));

    private static String file(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    public void reads(byte[] data) {
        JsonNode json;
        try {
            json = Json.read(data);
        } catch (IOException refused) {
            return;
        }
        ComponentsReader.isOurs(json);
        try {
            READER.read(json, true);
        } catch (FailureException refused) {
            refused.failure().detail();
        }
    }
}
