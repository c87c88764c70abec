package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * A login for one registry, in the form of containers-auth.json(5) and a file that the build's user
 * alone can read; there only while an image is pulled.
 */
record AuthFile(Path path) implements AutoCloseable {

  /**
   * @param registry host and port, the only ones that the login is offered to
   */
  static AuthFile write(BuildUser user, Path folder, String registry, RegistryLogin login)
      throws IOException {
    byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    var auths =
        Map.of("auths", Map.of(registry, Map.of("auth", Base64.getEncoder().encodeToString(pair))));
    return new AuthFile(
        user.writePrivate(folder.resolve("auth.json"), new JsonMapper().writeValueAsString(auths)));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
