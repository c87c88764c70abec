package dev.slipway.service.host.web;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.host.BrowseAccount;
import dev.slipway.service.host.CheckAccount;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.LinkByToken;
import dev.slipway.service.host.LinkedAccount;
import dev.slipway.service.host.LinkedAccountStore;
import dev.slipway.service.host.ReadLinkedAccounts;
import dev.slipway.service.host.StartAuthorization;
import dev.slipway.service.host.UnlinkAccount;
import dev.slipway.service.host.web.LinkedAccountDocuments.AuthorizationView;
import dev.slipway.service.host.web.LinkedAccountDocuments.AuthorizeDocument;
import dev.slipway.service.host.web.LinkedAccountDocuments.OwnerView;
import dev.slipway.service.host.web.LinkedAccountDocuments.RepositoryAtHostView;
import dev.slipway.service.host.web.LinkedAccountDocuments.TokenDocument;
import dev.slipway.service.host.web.LinkedAccountDocuments.UnlinkView;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accounts at Git hosts that namespaces have linked. */
@Path(LinkedAccountsResource.PATH)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Linked accounts")
class LinkedAccountsResource {

  static final String PATH = "/api/v1/linked-accounts";

  private static final int LONGEST_CURSOR = 500;

  private final ReadLinkedAccounts read;
  private final StartAuthorization start;
  private final LinkByToken linkByToken;
  private final BrowseAccount browse;
  private final CheckAccount check;
  private final UnlinkAccount unlink;

  LinkedAccountsResource(
      ReadLinkedAccounts read,
      StartAuthorization start,
      LinkByToken linkByToken,
      BrowseAccount browse,
      CheckAccount check,
      UnlinkAccount unlink) {
    this.read = read;
    this.start = start;
    this.linkByToken = linkByToken;
    this.browse = browse;
    this.check = check;
    this.unlink = unlink;
  }

  @GET
  @Operation(summary = "The linked accounts of a namespace, in the order of host and login")
  public Page<LinkedAccountView> list(@QueryParam("namespace") @Nullable String namespace) {
    String name = Fields.required("namespace", namespace, Function.identity());
    return new Page<>(
        read.ofNamespace(name).stream()
            .map(account -> LinkedAccountView.of(account, null))
            .toList(),
        null);
  }

  @POST
  @Path("authorize")
  @Operation(
      summary = "Begin linking an account by OAuth",
      description =
          "Answers the address of the Git host's page for consent. It works once, for some minutes,"
              + " and for you only: begun by a signed-in browser, in that browser.")
  public AuthorizationView authorize(
      @Nullable AuthorizeDocument body, @Context HttpHeaders headers) {
    URI url = start.start(RequestBody.required(body).toWish(), BrowserSession.of(headers));
    return new AuthorizationView(url.toString());
  }

  @POST
  @Operation(
      summary = "Link an account by a token",
      description =
          "The token is checked against the host first. An account that is linked already gets the"
              + " new token (200) and is active again.")
  public Response link(@Nullable TokenDocument body) {
    LinkedAccountStore.Linked linked = linkByToken.link(RequestBody.required(body).toDraft());
    LinkedAccountView view = view(linked.account());
    return linked.created()
        ? Response.created(URI.create(PATH + "/" + view.id())).entity(view).build()
        : Response.ok(view).build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A linked account, its state, and the repositories that use it")
  public LinkedAccountView get(@PathParam("id") String id) {
    return view(read.read(parsed(id)));
  }

  @GET
  @Path("{id}/owners")
  @Operation(
      summary =
          "Whose repositories the account reaches: itself, organizations, workspaces, projects")
  public Page<OwnerView> owners(@PathParam("id") String id) {
    return new Page<>(browse.owners(parsed(id)).stream().map(OwnerView::of).toList(), null);
  }

  @GET
  @Path("{id}/owners/{owner}/repositories")
  @Operation(
      summary = "An owner's repositories, in the host's order",
      description = "A limited account shows public ones only.")
  public Page<RepositoryAtHostView> repositories(
      @PathParam("id") String id,
      @PathParam("owner") String owner,
      @QueryParam("cursor") @Nullable String cursor) {
    GitHostApi.RepositoryPage page =
        browse.repositories(parsed(id), owner, Fields.nullable("cursor", cursor, LONGEST_CURSOR));
    return new Page<>(page.items().stream().map(RepositoryAtHostView::of).toList(), page.next());
  }

  @POST
  @Path("{id}/check")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Ask the host whether it still takes the credential",
      description = "Answers the account with the state it is in now.")
  public LinkedAccountView check(@PathParam("id") String id) {
    return view(check.check(parsed(id)));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Unlink an account",
      description =
          "Its credential is revoked at the host where the host offers that. Repositories that used"
              + " it build on as plain ones; removeWebhooks=true also removes the webhooks that"
              + " Slipway installed for them.")
  public UnlinkView unlink(
      @PathParam("id") String id,
      @QueryParam("removeWebhooks") @DefaultValue("false") String removeWebhooks) {
    boolean remove =
        Fields.required("removeWebhooks", removeWebhooks, LinkedAccountsResource::flag);
    return UnlinkView.of(unlink.unlink(parsed(id), remove));
  }

  private LinkedAccountView view(LinkedAccount account) {
    return LinkedAccountView.of(account, read.uses(account));
  }

  private static boolean flag(String word) {
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    throw new IllegalArgumentException("must be true or false");
  }

  private static UUID parsed(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new NoSuchThingException("there is no such linked account");
    }
  }
}
