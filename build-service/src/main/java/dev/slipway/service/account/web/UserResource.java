package dev.slipway.service.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.Account;
import dev.slipway.service.account.AccountDirectory;
import dev.slipway.service.account.ChangeAccount;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One's own account. */
@Path("/api/v1/user")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "User")
class UserResource {

  private final SignedIn signedIn;
  private final AccountDirectory directory;
  private final ChangeAccount change;

  UserResource(SignedIn signedIn, AccountDirectory directory, ChangeAccount change) {
    this.signedIn = signedIn;
    this.directory = directory;
    this.change = change;
  }

  /** What the credential of this request is good for. */
  @Schema(name = "Credential")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CredentialView(
      @Schema(description = "read, build, configure or admin") String scope,
      @Schema(description = "The only namespace it is good for; left out: all")
          @Nullable String namespace) {}

  /** Who one is. */
  @Schema(name = "CurrentUser")
  record Self(AccountView user, CredentialView credential) {}

  @GET
  @Operation(summary = "Who you are, and what this credential is good for")
  public Self get() {
    Actor.User user = signedIn.person();
    return self(user);
  }

  @PATCH
  @Operation(summary = "Change what you are called")
  public Self change(@Nullable AccountDocument body) {
    Actor.User user = signedIn.unlimited();
    AccountDocument document = RequestBody.required(body).of(user.name());
    Account unused = change.change(user.name(), document.toOwnChange());
    return self(user);
  }

  private Self self(Actor.User user) {
    return new Self(
        directory
            .byName(user.name())
            .map(AccountView::of)
            .orElseThrow(() -> new NoSuchThingException("your account was removed")),
        new CredentialView(user.grant().scope().wireName(), user.grant().namespace()));
  }
}
