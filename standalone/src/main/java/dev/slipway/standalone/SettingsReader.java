package dev.slipway.standalone;

import dev.slipway.core.secret.SecretBox;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} and collects what is wrong, so that it is told at once. */
final class SettingsReader {

  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65535;
  private static final int MIN_TOKEN_LENGTH = 16;
  private static final Set<String> ENGINES = Set.of("auto", "native", "buildkit", "buildah");

  /** Such as {@code docker.io=http://127.0.0.1:5000}. */
  private static final Pattern MIRROR = Pattern.compile("[^=\\s]+=https?://[^/\\s=]+/?");

  private final Map<String, String> environment;
  private final List<String> errors = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Settings read() throws StartException {
    Path data = data();
    String host = or("SLIPWAY_HOST", "127.0.0.1");
    InetAddress address = address(host);
    int port = port();
    String publicUrl = publicUrl();
    String secretKey = secretKey();
    String adminToken = adminToken(address);
    checkEngine();
    checkMirrors();
    if (!errors.isEmpty()) {
      throw new StartException(
          "the configuration has "
              + (errors.size() == 1 ? "an error:" : errors.size() + " errors:")
              + "\n  "
              + String.join("\n  ", errors));
    }
    return new Settings(
        data,
        host,
        address,
        port,
        publicUrl,
        secretKey,
        adminToken,
        value("SLIPWAY_ALLOW_PRIVATE_HOSTS"),
        or("SLIPWAY_INSECURE_REGISTRIES", ""));
  }

  private Path data() {
    String text = or("SLIPWAY_DATA", "data");
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      errors.add("SLIPWAY_DATA is no path of this system: " + e.getReason());
      return Path.of("data");
    }
  }

  private InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      errors.add(
          "SLIPWAY_HOST is \"" + host + "\", but must be an address of this machine, or 0.0.0.0");
      return InetAddress.getLoopbackAddress();
    }
  }

  private int port() {
    String text = or("SLIPWAY_PORT", Integer.toString(DEFAULT_PORT));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of range.
    }
    errors.add(
        "SLIPWAY_PORT is \"" + text + "\", but must be a number from 0 (any free port) to 65535");
    return DEFAULT_PORT;
  }

  private @Nullable String publicUrl() {
    String text = value("SLIPWAY_PUBLIC_URL");
    if (text == null) {
      return null;
    }
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!isOrigin(trimmed)) {
      errors.add(
          "SLIPWAY_PUBLIC_URL is \""
              + text
              + "\", but must be http:// or https:// with a host and nothing behind it,"
              + " such as https://builds.example.com");
    }
    return trimmed;
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private @Nullable String secretKey() {
    String key = value("SLIPWAY_SECRET_KEY");
    if (key != null) {
      try {
        SecretBox.fromKey(key);
      } catch (IllegalArgumentException e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }
    return key;
  }

  /** Only this machine can try to guess a token while Slipway listens on loopback. */
  private @Nullable String adminToken(InetAddress address) {
    String token = value("SLIPWAY_ADMIN_TOKEN");
    if (token != null && token.length() < MIN_TOKEN_LENGTH && !address.isLoopbackAddress()) {
      errors.add(
          "SLIPWAY_ADMIN_TOKEN is too easy to guess for others than this machine: it needs at least "
              + MIN_TOKEN_LENGTH
              + " characters; make one with: openssl rand -hex 32");
    }
    return token;
  }

  private void checkEngine() {
    String engine = or("SLIPWAY_ENGINE", "auto");
    if (!ENGINES.contains(engine)) {
      errors.add(
          "SLIPWAY_ENGINE is \"" + engine + "\", but must be auto, native, buildkit or buildah");
    }
  }

  private void checkMirrors() {
    for (String mirror : or("SLIPWAY_REGISTRY_MIRRORS", "").split(",", -1)) {
      if (!mirror.isBlank() && !MIRROR.matcher(mirror.strip()).matches()) {
        errors.add(
            "SLIPWAY_REGISTRY_MIRRORS has \""
                + mirror.strip()
                + "\", but must list registry=URL, such as docker.io=http://127.0.0.1:5000");
      }
    }
  }

  private String or(String name, String fallback) {
    String value = value(name);
    return value == null ? fallback : value;
  }

  /** An empty variable is one that isn't set. */
  private @Nullable String value(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
