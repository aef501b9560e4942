package io.aigateway.fakeupstream.formats;

import io.aigateway.wire.Json;

/** Google's tokens, from the metadata server and from the token server. Source: Google's OAuth 2.0 guide for server to server. */
final class GoogleToken implements Api {
    @Override
    public String name() {
        return "google token";
    }

    @Override
    public boolean isAt(String path) {
        return path.endsWith("/token");
    }

    @Override
    public ErrorShape errors() {
        return ErrorShape.GOOGLE;
    }

    @Override
    public boolean isForModels() {
        return false;
    }

    @Override
    public Answer answer(Asked asked) {
        var token = Json.mapper()
                .createObjectNode()
                .put("access_token", "fake-google-token")
                .put("expires_in", 3599)
                .put("token_type", "Bearer");
        return Answer.whole(token).with("Metadata-Flavor", "Google");
    }
}
