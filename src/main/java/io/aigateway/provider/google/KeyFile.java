package io.aigateway.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Google's files of credentials: of a service account, or of a user. */
final class KeyFile {
    private KeyFile() {}

    /**
     * Where tokens come from by the settings: the key given as text, else the file, else the metadata server. Reads the file:
     * call it at start.
     *
     * @throws IllegalArgumentException when the credentials cannot be used; the text does not repeat them
     */
    static TokenSource sourceOf(ProviderSettings.Vertex settings, TokenServer server) {
        byte[] text = text(settings);
        if (text.length == 0) {
            return new MetadataServer(server, settings.metadataHost());
        }
        JsonNode file = parse(text);
        return switch (file.path("type").asText()) {
            case "service_account" -> new ServiceAccount(server, file);
            case "authorized_user" -> new AuthorizedUser(server, file);
            default -> throw unusable("type is neither service_account nor authorized_user");
        };
    }

    static String required(JsonNode file, String member) {
        String value = file.path(member).asText("");
        if (value.isEmpty()) {
            throw unusable(member + " is missing");
        }
        return value;
    }

    /** The server that gives tokens for this file. */
    static URI tokenUri(JsonNode file) {
        try {
            var uri = new URI(file.path("token_uri").asText("https://oauth2.googleapis.com/token"));
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Answered below.
        }
        throw unusable("token_uri is no http or https URL");
    }

    static IllegalArgumentException unusable(String why) {
        return new IllegalArgumentException("The Google credentials cannot be used: " + why);
    }

    private static byte[] text(ProviderSettings.Vertex settings) {
        String key = settings.serviceAccount().reveal();
        if (!key.isBlank()) {
            return key.getBytes(StandardCharsets.UTF_8);
        }
        if (settings.credentialsFile().toString().isEmpty()) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(settings.credentialsFile());
        } catch (IOException e) {
            throw unusable("the file cannot be read");
        }
    }

    private static JsonNode parse(byte[] text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw unusable("they are no JSON"); // the cause would quote the key
        }
    }
}
