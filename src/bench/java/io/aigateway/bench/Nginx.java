package io.aigateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** nginx as a reverse proxy: keep-alive on both sides, no buffering, no log. */
final class Nginx {
    private static final String CONFIGURATION = """
            daemon off;
            pid %1$s/nginx.pid;
            error_log stderr;
            worker_processes %4$d;
            worker_rlimit_nofile 16384;
            events { worker_connections 8192; }
            http {
              access_log off;
              client_body_temp_path %1$s/nginx; proxy_temp_path %1$s/nginx; fastcgi_temp_path %1$s/nginx;
              uwsgi_temp_path %1$s/nginx; scgi_temp_path %1$s/nginx;
              client_body_buffer_size 256k;
              keepalive_requests 100000000;
              upstream provider { server 127.0.0.1:%3$d; keepalive 1024; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:%2$d backlog=4096;
                location / {
                  proxy_pass http://provider;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """;

    private Nginx() {}

    /** Where it is; null when it is not installed. */
    static @Nullable Path program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static Path configuration(Path folder, int port, int upstream, int workers) {
        try {
            Path file = folder.resolve("nginx.conf");
            Files.writeString(file, CONFIGURATION.formatted(folder, port, upstream, workers));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
