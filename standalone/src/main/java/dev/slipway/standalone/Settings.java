package dev.slipway.standalone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator chose by environment variables, checked as a whole before anything is started.
 *
 * @param data the data folder, {@code SLIPWAY_DATA}
 * @param host where to listen as it was written, {@code SLIPWAY_HOST}
 * @param address the same, resolved
 * @param port 0 to 65535, where 0 means any free one, {@code SLIPWAY_PORT}
 * @param publicUrl the base of all links without a trailing slash, null for the listening address
 *     itself, {@code SLIPWAY_PUBLIC_URL}
 * @param secretKey 32 bytes in base64, null for the data folder's own, {@code SLIPWAY_SECRET_KEY}
 * @param adminToken null for none, {@code SLIPWAY_ADMIN_TOKEN}
 * @param allowPrivateHosts null for the default, {@code SLIPWAY_ALLOW_PRIVATE_HOSTS}
 * @param insecureRegistries a comma list, may be empty, {@code SLIPWAY_INSECURE_REGISTRIES}
 */
record Settings(
    Path data,
    String host,
    InetAddress address,
    int port,
    @Nullable String publicUrl,
    @Nullable String secretKey,
    @Nullable String adminToken,
    @Nullable String allowPrivateHosts,
    String insecureRegistries) {

  /**
   * Reads and checks the environment.
   *
   * @throws StartException that lists every error there is
   */
  static Settings read(Map<String, String> environment) throws StartException {
    return new SettingsReader(environment).read();
  }

  /** Whether nobody but this machine can connect. */
  boolean isLoopbackOnly() {
    return address.isLoopbackAddress();
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "Settings[data=" + data + ", host=" + host + ", port=" + port + "]";
  }
}
