package dev.slipway.git;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshConstants;
import org.jspecify.annotations.Nullable;

/**
 * The SSH settings of one fetch: nobody's {@code ~/.ssh/config}, and the host name replaced by an
 * address that the policy has checked, so that no second look-up can lead elsewhere.
 */
final class PinnedHost implements SshConfigStore, SshConfigStore.HostConfig {

  private final Map<String, String> options;

  PinnedHost(InetAddress address, int port) {
    this.options =
        Map.of(
            SshConstants.HOST_NAME,
            address.getHostAddress(),
            SshConstants.PORT,
            Integer.toString(port),
            SshConstants.IDENTITY_AGENT,
            SshConstants.NONE,
            SshConstants.PREFERRED_AUTHENTICATIONS,
            "publickey");
  }

  @Override
  public HostConfig lookup(String hostName, int port, @Nullable String userName) {
    return this;
  }

  @Override
  public HostConfig lookupDefault(String hostName, int port, @Nullable String userName) {
    return this;
  }

  @Override
  public @Nullable String getValue(String key) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  @Override
  public List<String> getValues(String key) {
    String value = getValue(key);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public Map<String, String> getOptions() {
    return options;
  }

  @Override
  public Map<String, List<String>> getMultiValuedOptions() {
    return Map.of();
  }
}
