package dev.slipway.service.repository.web;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.CreateRepository;
import dev.slipway.service.repository.DeleteRepository;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryCatalog;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.UpdateRepository;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.repository.Webhooks;
import dev.slipway.service.repository.web.RepositoryView.HookView;
import dev.slipway.service.web.Fields;
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
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Webhooks webhooks;

  RepositoryResource(
      Access access,
      RepositoryCatalog catalog,
      CreateRepository create,
      UpdateRepository update,
      DeleteRepository delete,
      Webhooks webhooks) {
    this.access = access;
    this.catalog = catalog;
    this.create = create;
    this.update = update;
    this.delete = delete;
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
      description = "The answer shows the webhook's secret, this once.")
  public Response create(@Nullable RepositoryDocument body) {
    RepositoryDocument document = RequestBody.required(body);
    RepositoryName name = Fields.required("name", document.name(), RepositoryName::parse);
    CreateRepository.Created created = create.create(document.toDraft(name, Set.of()));
    return Response.created(URI.create("/api/v1/repositories/" + name))
        .entity(view(created.repository(), hook(created.repository(), created.hook())))
        .build();
  }

  @GET
  @Path(ONE)
  @Operation(summary = "A repository")
  public RepositoryView get(@BeanParam RepositoryPath path) {
    return withHookUrl(access.repository(path.name(), Action.READ_REPOSITORY));
  }

  @PUT
  @Path(ONE)
  @Operation(
      summary = "Replace a repository's configuration",
      description =
          "Secrets that are left out stay, as long as they go to the same origin or image.")
  public RepositoryView update(@BeanParam RepositoryPath path, @Nullable RepositoryDocument body) {
    RepositoryDocument document = RequestBody.required(body);
    RepositoryName name = path.name();
    Repository before = access.repository(name, Action.CONFIGURE);
    RepositoryName given = Fields.optional("name", document.name(), name, RepositoryName::parse);
    Set<String> rules = before.rules().stream().map(BuildRule::id).collect(Collectors.toSet());
    return withHookUrl(update.update(name, document.toDraft(given, rules)));
  }

  @DELETE
  @Path(ONE)
  @Operation(
      summary = "Remove a repository",
      description = "Its builds, logs and webhook go with it; pushed images stay where they are.")
  public void delete(@BeanParam RepositoryPath path) {
    delete.delete(path.name());
  }

  @POST
  @Path(ONE + "/hook/regenerate")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Give the webhook a new secret",
      description = "The answer shows it, this once. What the old one signed is refused.")
  public HookView regenerate(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    return hook(repository, webhooks.regenerate(path.name()));
  }

  private HookView hook(Repository repository, Webhook hook) {
    return new HookView(webhooks.url(repository, hook.id()), hook.secret());
  }

  private RepositoryView withHookUrl(Repository repository) {
    return view(
        repository, webhooks.urlFor(repository).map(url -> new HookView(url, null)).orElse(null));
  }

  private RepositoryView view(Repository repository, @Nullable HookView hook) {
    return RepositoryView.of(
        repository, access.allows(repository, Action.READ_BUILD_DETAILS), hook);
  }
}
