package dev.slipway.service.account.web;

import dev.slipway.service.account.Sessions;
import dev.slipway.service.account.SignInLinks;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by a one-time link, and out. Opening the link only shows a button, so that a mail
 * program's or a chat's preview doesn't use it up.
 */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
class SignInResource {

  private final SignInLinks links;
  private final Sessions sessions;
  private final SessionCookie cookie;

  SignInResource(SignInLinks links, Sessions sessions, SessionCookie cookie) {
    this.links = links;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  @GET
  @Path("sign-in")
  @Operation(hidden = true)
  public TemplateInstance howTo() {
    return Templates.signIn();
  }

  @GET
  @Path("sign-in/{token}")
  @Operation(hidden = true)
  public Response confirm(@PathParam("token") String token) {
    return links.isUsable(token) ? page(200, Templates.confirm(token)) : unusable();
  }

  @POST
  @Path("sign-in/{token}")
  @Operation(hidden = true)
  public Response signIn(@PathParam("token") String token) {
    return links
        .redeem(token)
        .map(user -> Response.seeOther(URI.create("/")).cookie(cookie.of(sessions.open(user))))
        .map(Response.ResponseBuilder::build)
        .orElseGet(SignInResource::unusable);
  }

  @POST
  @Path("sign-out")
  @Operation(hidden = true)
  public Response signOut(@CookieParam(SessionCookie.NAME) @Nullable String token) {
    if (token != null) {
      sessions.close(token);
    }
    return Response.seeOther(URI.create("/sign-in")).cookie(cookie.removal()).build();
  }

  private static Response unusable() {
    return page(410, Templates.unusable());
  }

  private static Response page(int status, TemplateInstance page) {
    return Response.status(status).entity(page).header("Cache-Control", "no-store").build();
  }

  @CheckedTemplate(basePath = "account")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance signIn();

    static native TemplateInstance confirm(String token);

    static native TemplateInstance unusable();
  }
}
