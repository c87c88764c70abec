package dev.slipway.service.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.AccessToken;
import dev.slipway.service.account.AccessTokens;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One's own personal access tokens. */
@Path("/api/v1/user/tokens")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "User")
class AccessTokensResource {

  private final SignedIn signedIn;
  private final Access access;
  private final AccessTokens tokens;
  private final Clock clock;

  AccessTokensResource(SignedIn signedIn, Access access, AccessTokens tokens, Clock clock) {
    this.signedIn = signedIn;
    this.access = access;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** A token as the API shows it. */
  @Schema(name = "AccessToken")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenView(
      UUID id,
      String name,
      String scope,
      @Nullable String namespace,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Schema(description = "Whether it is over") boolean expired,
      @Schema(description = "To the minute; left out: never") @Nullable Instant lastUsedAt,
      @Schema(description = "What to send as bearer, or as password; shown this once")
          @Nullable String token) {

    static TokenView of(AccessToken token, Instant now, @Nullable String secret) {
      return new TokenView(
          token.id(),
          token.name(),
          token.scope().wireName(),
          token.namespace(),
          token.createdAt(),
          token.expiresAt(),
          token.expiresAt() != null && !token.expiresAt().isAfter(now),
          token.lastUsedAt(),
          secret);
    }

    @Override
    public String toString() {
      return "TokenView[" + id + "]";
    }
  }

  @GET
  @Operation(
      summary = "Your tokens, newest first",
      description = "A token that is over is listed for 30 days more.")
  public Page<TokenView> list() {
    Actor.User user = signedIn.unlimited();
    Instant now = clock.instant();
    return new Page<>(
        tokens.of(user).stream().map(token -> TokenView.of(token, now, null)).toList(), null);
  }

  @POST
  @Operation(
      summary = "Make a token",
      description = "The answer shows it, this once. Only its hash is kept.")
  public Response create(@Nullable AccessTokenDocument body) {
    Actor.User user = signedIn.unlimited();
    AccessTokens.Wish wish = RequestBody.required(body).toWish();
    checkNamespace(wish.namespace());
    AccessTokens.Created created = tokens.create(user, wish);
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(TokenView.of(created.token(), clock.instant(), created.secret()))
        .build();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Revoke a token: it stops working at once")
  public void revoke(@PathParam("id") UUID id) {
    tokens.revoke(signedIn.unlimited(), id);
  }

  private void checkNamespace(@Nullable String namespace) {
    if (namespace == null) {
      return;
    }
    try {
      access.namespace(namespace, Action.READ_NAMESPACE);
    } catch (NoSuchThingException e) {
      throw new InvalidInputException("namespace", String.valueOf(e.getMessage()));
    }
  }
}
