package dev.slipway.standalone.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * The sample repository's webhook as a Git host would have stored it: Slipway tells the secret only
 * once.
 *
 * @param cloneUrl the repository it was made for
 * @param path the hook's path at Slipway
 * @param secret what deliveries are signed with
 */
record Hook(String cloneUrl, String path, String secret) {

  /** The hook that a file holds; empty when there is none. */
  static Optional<Hook> load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return Optional.of(
        new Hook(
            properties.getProperty("cloneUrl", ""),
            properties.getProperty("path", ""),
            properties.getProperty("secret", "")));
  }

  /** The port of the repository's Git server. */
  int port() {
    return URI.create(cloneUrl).getPort();
  }

  /** Keeps the hook for the next demo, for nobody else's eyes. */
  void save(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Properties properties = new Properties();
    properties.setProperty("cloneUrl", cloneUrl);
    properties.setProperty("path", path);
    properties.setProperty("secret", secret);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "The demo repository's webhook");
    }
  }

  @Override
  public String toString() {
    return "Hook[" + path + "]";
  }
}
