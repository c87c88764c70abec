package dev.slipway.service.repository;

import dev.slipway.core.secret.SecretBox;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals what repositories keep secret. Every secret is bound to where it belongs, so that a sealed
 * text that was moved to another row can't be opened there.
 */
@Startup
@ApplicationScoped
public class RepositorySecrets {

  private final SecretBox box;

  @Inject
  RepositorySecrets(RepositoryConfig config) {
    this(
        SecretBox.fromKey(
            config
                .secretKey()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "SLIPWAY_SECRET_KEY is not set; make one with: openssl rand -base64"
                                + " 32"))));
  }

  RepositorySecrets(SecretBox box) {
    this.box = box;
  }

  /** What a sealed secret is for. */
  public record Purpose(String context) {

    public static Purpose sourcePassword(UUID repository) {
      return new Purpose("repository:" + repository + ":source");
    }

    public static Purpose sourceSshKey(UUID repository) {
      return new Purpose("repository:" + repository + ":ssh-key");
    }

    /** Bound to the image as well: a registry password goes to no other registry. */
    public static Purpose destination(UUID repository, String image) {
      return new Purpose("repository:" + repository + ":destination:" + image);
    }

    /** Of all rules when {@code rule} is null. */
    public static Purpose variable(UUID repository, @Nullable UUID rule, String name) {
      return new Purpose("repository:" + repository + ":variable:" + rule + ":" + name);
    }

    /** The gateway opens this one. */
    public static Purpose hook(String hookId) {
      return new Purpose("hook:" + hookId);
    }
  }

  /** Seals a secret. */
  public String seal(Purpose purpose, String secret) {
    return box.seal(purpose.context(), secret);
  }

  /** Seals a secret that may be missing; null and empty become null. */
  public @Nullable String sealIfGiven(Purpose purpose, @Nullable String secret) {
    return secret == null || secret.isEmpty() ? null : seal(purpose, secret);
  }

  /** Opens what {@link #seal} made; null stays null. */
  public @Nullable String open(Purpose purpose, @Nullable String sealed) {
    return sealed == null ? null : box.open(purpose.context(), sealed);
  }
}
