package dev.slipway.service.dockerhub;

import dev.slipway.service.repository.Repository.Visibility;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How to import.
 *
 * @param dryRun makes nothing, and tells the same
 * @param namespaces Docker Hub's namespaces to Slipway's; one that isn't named keeps its name
 * @param visibility for all; empty: as Docker Hub tells it, else private
 * @param linkedAccount the account at the Git host that reads the sources; null for public ones
 * @param hub how to go on publishing to Docker Hub; null means the embedded registry
 */
public record ImportOptions(
    boolean dryRun,
    Map<String, String> namespaces,
    Optional<Visibility> visibility,
    @Nullable UUID linkedAccount,
    @Nullable HubLogin hub) {

  public ImportOptions {
    namespaces = Map.copyOf(namespaces);
  }

  /**
   * @param username at Docker Hub
   * @param password or access token
   */
  public record HubLogin(String username, String password) {

    @Override
    public String toString() {
      return "HubLogin[" + username + "]";
    }
  }
}
