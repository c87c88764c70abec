package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.Account;
import dev.slipway.service.account.AccountDirectory;
import dev.slipway.service.account.Accounts;
import dev.slipway.service.account.ChangeAccount;
import dev.slipway.service.account.RemoveAccount;
import dev.slipway.service.account.SignInLinks;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.PublicUrl;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The accounts of this installation, for its administrators. */
@Path("/api/v1/users")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
class UsersResource {

  private final SignedIn signedIn;
  private final Accounts accounts;
  private final AccountDirectory directory;
  private final ChangeAccount change;
  private final RemoveAccount remove;
  private final SignInLinks links;
  private final PublicUrl publicUrl;
  private final Clock clock;

  UsersResource(
      SignedIn signedIn,
      Accounts accounts,
      AccountDirectory directory,
      ChangeAccount change,
      RemoveAccount remove,
      SignInLinks links,
      PublicUrl publicUrl,
      Clock clock) {
    this.signedIn = signedIn;
    this.accounts = accounts;
    this.directory = directory;
    this.change = change;
    this.remove = remove;
    this.links = links;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * @param url signs in whoever opens it first
   * @param expiresAt until when it can be used
   */
  @Schema(name = "SignInLink")
  record SignInLink(String url, Instant expiresAt) {

    @Override
    public String toString() {
      return "SignInLink[" + expiresAt + "]";
    }
  }

  @GET
  @Operation(summary = "All accounts, by name; for administrators")
  public Page<AccountView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Actor.User unused = signedIn.administrator();
    int size = Paging.size(limit);
    Page<Account> page = Paging.page(directory.page(cursor, size + 1), size, Account::name);
    return new Page<>(page.items().stream().map(AccountView::of).toList(), page.next());
  }

  @POST
  @Transactional
  @Operation(
      summary = "Make an account; for administrators",
      description =
          "There are no passwords: hand its owner a link from POST …/{name}/sign-in-link.")
  public Response create(@Nullable AccountDocument body) {
    Actor.User unused = signedIn.administrator();
    AccountDocument document = RequestBody.required(body);
    String name = Fields.required("name", document.name(), text -> text);
    boolean admin = Boolean.TRUE.equals(document.admin());
    Actor.User made = accounts.create(name, admin);
    Account account = change.change(made.name(), document.toChange());
    return Response.created(URI.create("/api/v1/users/" + name))
        .entity(AccountView.of(account))
        .build();
  }

  @GET
  @Path("{name}")
  @Operation(summary = "An account; for administrators")
  public AccountView get(@PathParam("name") String name) {
    Actor.User unused = signedIn.administrator();
    return AccountView.of(existing(name));
  }

  @PATCH
  @Path("{name}")
  @Operation(
      summary = "Change, disable or enable an account; for administrators",
      description =
          "What is left out stays. Who is disabled is signed out at once, and none of their tokens"
              + " works. The last administrator can neither be disabled nor demoted.")
  public AccountView change(@PathParam("name") String name, @Nullable AccountDocument body) {
    Actor.User unused = signedIn.administrator();
    AccountDocument document = RequestBody.required(body).of(name);
    return AccountView.of(change.change(name, document.toChange()));
  }

  @DELETE
  @Path("{name}")
  @Operation(
      summary = "Remove an account; for administrators",
      description =
          "Refused (409) while it has repositories or linked accounts, is an organization's only"
              + " owner, or the last administrator.")
  public void remove(@PathParam("name") String name) {
    Actor.User unused = signedIn.administrator();
    remove.remove(name);
  }

  @POST
  @Path("{name}/sign-in-link")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Make a link that signs this person in once; for administrators",
      description = "Nothing is sent: pass it on over a channel that only this person reads.")
  public Response signInLink(@PathParam("name") String name) {
    Actor.User unused = signedIn.administrator();
    Account account = existing(name);
    if (account.isDisabled()) {
      throw new ConflictException("\"" + name + "\" is disabled; enable the account first");
    }
    Instant expiresAt = clock.instant().plus(SignInLinks.LIFETIME);
    String url =
        publicUrl.resolve(
            links.create(new Actor.User(account.id(), account.name(), account.admin())));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(new SignInLink(url, expiresAt))
        .build();
  }

  private Account existing(String name) {
    return directory
        .byName(name)
        .orElseThrow(() -> new NoSuchThingException("there is no account \"" + name + "\""));
  }
}
