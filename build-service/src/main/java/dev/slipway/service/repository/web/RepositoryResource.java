package dev.slipway.service.repository.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.CreateRepository;
import dev.slipway.service.repository.DeleteRepository;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryCatalog;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.repository.UpdateRepository;
import dev.slipway.service.repository.Webhooks;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Repositories over REST. */
@Path("/api/v1/repositories")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Repositories")
class RepositoryResource {

  private static final String ONE = "{namespace}/{name}";

  private final Access access;
  private final RepositoryCatalog catalog;
  private final CreateRepository create;
  private final UpdateRepository update;
  private final DeleteRepository delete;
  private final RepositoryDrafts drafts;
  private final RepositorySettings.Store settings;
  private final Webhooks webhooks;

  RepositoryResource(
      Access access,
      RepositoryCatalog catalog,
      CreateRepository create,
      UpdateRepository update,
      DeleteRepository delete,
      RepositoryDrafts drafts,
      RepositorySettings.Store settings,
      Webhooks webhooks) {
    this.access = access;
    this.catalog = catalog;
    this.create = create;
    this.update = update;
    this.delete = delete;
    this.drafts = drafts;
    this.settings = settings;
    this.webhooks = webhooks;
  }

  @GET
  @Operation(summary = "The repositories you may see, newest first")
  public Page<RepositoryView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Page<Repository> page = catalog.visibleTo(access.actor(), cursor, Paging.size(limit));
    return new Page<>(page.items().stream().map(item -> view(item, null)).toList(), page.next());
  }

  @POST
  @Operation(
      summary = "Make a repository with its webhook",
      description =
          "The source is any Git URL, or a repository of a linked account; with one of full access"
              + " the webhook is installed at the Git host right away, else its URL and secret go"
              + " there by hand. The answer shows the secret, this once. 502 when the Git host"
              + " can't be asked.")
  public Response create(@Nullable RepositoryDocument body) throws SourceUnreachableException {
    CreateRepository.Created created = create.create(drafts.forNew(RequestBody.required(body)));
    Repository made = created.repository();
    HookView hook =
        HookView.of(
            webhooks.url(made, created.hook().id()),
            created.hook().secret(),
            webhooks.stateOf(made));
    return Response.created(URI.create("/api/v1/repositories/" + made.name()))
        .entity(view(made, hook))
        .build();
  }

  @GET
  @Path(ONE)
  @Operation(summary = "A repository")
  public RepositoryView get(@BeanParam RepositoryPath path) {
    return withHook(access.repository(path.name(), Action.READ_REPOSITORY));
  }

  @PUT
  @Path(ONE)
  @Operation(
      summary = "Replace a repository's configuration",
      description =
          "What is left out gets its default, but for the fields that say \"as before\"; secrets"
              + " that are left out stay, as long as they go to the same origin or image.")
  public RepositoryView update(@BeanParam RepositoryPath path, @Nullable RepositoryDocument body)
      throws SourceUnreachableException {
    RepositoryDocument document = RequestBody.required(body);
    Repository before = access.repository(path.name(), Action.CONFIGURE);
    return withHook(update.update(path.name(), drafts.forChange(before, document)));
  }

  @DELETE
  @Path(ONE)
  @Operation(
      summary = "Remove a repository",
      description = "Its builds, logs and webhook go with it; pushed images stay where they are.")
  public void delete(@BeanParam RepositoryPath path) {
    delete.delete(path.name());
  }

  private RepositoryView withHook(Repository repository) {
    HookView hook =
        webhooks
            .urlFor(repository)
            .map(url -> HookView.of(url, null, webhooks.stateOf(repository)))
            .orElse(null);
    return view(repository, hook);
  }

  private RepositoryView view(Repository repository, @Nullable HookView hook) {
    return RepositoryView.of(
        repository,
        settings.of(repository.id()),
        access.allows(repository, Action.READ_BUILD_DETAILS),
        hook);
  }
}
