package dev.slipway.service.repository.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.DeployKeys;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.repository.Webhooks;
import dev.slipway.service.repository.hook.HookInstallation;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a repository and its Git host know each other by: the webhook and the deploy key. */
@Path("/api/v1/repositories/{namespace}/{name}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "Repositories")
class RepositoryKeysResource {

  private final Access access;
  private final Webhooks webhooks;
  private final DeployKeys deployKeys;
  private final RepositorySettings.Store settings;

  RepositoryKeysResource(
      Access access, Webhooks webhooks, DeployKeys deployKeys, RepositorySettings.Store settings) {
    this.access = access;
    this.webhooks = webhooks;
    this.deployKeys = deployKeys;
    this.settings = settings;
  }

  @POST
  @Path("hook/regenerate")
  @Operation(
      summary = "Give the webhook a new secret",
      description =
          "The answer shows it, this once. What the old one signed is refused. A webhook that"
              + " Slipway installed gets it at the Git host too.")
  public HookView regenerate(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    Webhook hook = webhooks.regenerate(path.name());
    return HookView.of(
        webhooks.url(repository, hook.id()), hook.secret(), webhooks.stateOf(repository));
  }

  @POST
  @Path("hook/install")
  @Operation(
      summary = "Install the webhook at the Git host now, or mend it",
      description =
          "Doing it again changes nothing. The answer's \"state\" says how it is afterwards. 409"
              + " when no linked account may do this.")
  public HookView install(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    HookInstallation state = webhooks.install(path.name());
    return HookView.of(webhooks.urlFor(repository).orElseThrow(), null, state);
  }

  @POST
  @Path("deploy-key/regenerate")
  @Operation(
      summary = "Make a new deploy key",
      description =
          "The old one is of no use from then on. 409 when the source has no generated key.")
  public DeployKeyView regenerateKey(@BeanParam RepositoryPath path) {
    Repository repository = deployKeys.regenerate(path.name());
    return new DeployKeyView(settings.of(repository.id()).deployKey());
  }

  /** The public half of a generated key. */
  @Schema(name = "DeployKey")
  record DeployKeyView(
      @Schema(description = "One line in OpenSSH's form, to be added at the Git host")
          @Nullable String deployKey) {}
}
