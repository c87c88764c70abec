package dev.slipway.service.host.web;

import dev.slipway.service.host.GitHost;
import dev.slipway.service.host.GitHosts;
import dev.slipway.service.web.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The Git hosts of this installation. */
@Path("/api/v1/git-hosts")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Linked accounts")
class GitHostsResource {

  private final GitHosts hosts;

  GitHostsResource(GitHosts hosts) {
    this.hosts = hosts;
  }

  /**
   * @param oauth whether accounts can be linked by OAuth
   */
  @Schema(name = "GitHost")
  record View(
      @Schema(description = "Names it in other requests") String id,
      @Schema(description = "github, bitbucket or bitbucket-server") String provider,
      String url,
      OAuthView oauth) {}

  @Schema(name = "GitHostOAuth")
  record OAuthView(
      @Schema(description = "Whether client id and secret are there") boolean configured,
      @Schema(description = "What the operator registers at the host") String callbackUrl) {}

  @GET
  @Operation(
      summary = "The Git hosts whose accounts can be linked",
      description =
          "An operator sets up OAuth by registering an application at the host with the callback"
              + " URL shown here, and giving its client id and secret to Slipway. Linking by token"
              + " works without.")
  public Page<View> list() {
    return new Page<>(hosts.all().stream().map(this::view).toList(), null);
  }

  private View view(GitHost host) {
    return new View(
        host.id(),
        host.provider().wireName(),
        host.url().toString(),
        new OAuthView(host.oauth().isPresent(), hosts.callbackUrl(host).toString()));
  }
}
