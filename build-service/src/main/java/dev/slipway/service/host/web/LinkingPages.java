package dev.slipway.service.host.web;

import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.host.FinishAuthorization;
import dev.slipway.service.host.LinkFailedException;
import dev.slipway.service.host.LinkedAccount;
import dev.slipway.service.host.StartAuthorization;
import dev.slipway.service.host.web.LinkedAccountDocuments.AuthorizeDocument;
import dev.slipway.service.web.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A browser's way to a Git host's page for consent, and back. A script that follows the same way
 * gets JSON.
 */
@Path("/linked-accounts")
@Blocking
class LinkingPages {

  private static final List<String> OTHER_SITES = List.of("cross-site", "same-site");

  private final StartAuthorization start;
  private final FinishAuthorization finish;

  LinkingPages(StartAuthorization start, FinishAuthorization finish) {
    this.start = start;
    this.finish = finish;
  }

  @GET
  @Path("authorize")
  @Operation(hidden = true)
  public Response authorize(
      @QueryParam("namespace") @Nullable String namespace,
      @QueryParam("host") @Nullable String host,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("returnTo") @Nullable String returnTo,
      @Context HttpHeaders headers) {
    if (OTHER_SITES.contains(String.valueOf(headers.getHeaderString("Sec-Fetch-Site")))) {
      throw new ForbiddenActionException(
          "another site wants to link an account here; begin on a page of Slipway's own");
    }
    StartAuthorization.Wish wish = new AuthorizeDocument(namespace, host, mode, returnTo).toWish();
    return uncached(Response.seeOther(start.start(wish, BrowserSession.of(headers))));
  }

  @GET
  @Path("callback/{host}")
  @Operation(hidden = true)
  public Response callback(
      @PathParam("host") String host,
      @QueryParam("state") @Nullable String state,
      @QueryParam("code") @Nullable String code,
      @QueryParam("error") @Nullable String error,
      @Context HttpHeaders headers) {
    boolean page = wantsPage(headers);
    try {
      FinishAuthorization.Finished finished =
          finish.finish(
              new FinishAuthorization.Return(host, state, code, error, BrowserSession.of(headers)));
      return linked(finished, page);
    } catch (LinkFailedException e) {
      return failed(e, page);
    }
  }

  private static Response linked(FinishAuthorization.Finished finished, boolean page) {
    LinkedAccount account = finished.account();
    if (!page) {
      return uncached(Response.ok(LinkedAccountView.of(account, null), MediaType.APPLICATION_JSON));
    }
    return finished
        .returnTo()
        .map(path -> path.with("linked", account.id().toString()))
        .map(path -> uncached(Response.seeOther(path)))
        .orElseGet(() -> page(200, Templates.linked(account)));
  }

  private static Response failed(LinkFailedException failure, boolean page) {
    Problem problem = Problem.of(failure.reason().status(), String.valueOf(failure.getMessage()));
    URI back = URI.create(failure.returnTo().map(Object::toString).orElse("/"));
    return page
        ? page(problem.status(), Templates.failed(problem.detail(), back.toString()))
        : problem.toResponse();
  }

  private static boolean wantsPage(HttpHeaders headers) {
    String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_HTML);
  }

  private static Response page(int status, TemplateInstance page) {
    return uncached(
        Response.status(status)
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .entity(page.render()));
  }

  private static Response uncached(Response.ResponseBuilder answer) {
    return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  @CheckedTemplate(basePath = "linked-account")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance linked(LinkedAccount account);

    static native TemplateInstance failed(String message, String back);
  }
}
