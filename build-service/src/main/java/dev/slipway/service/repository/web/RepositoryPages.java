package dev.slipway.service.repository.web;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.RequestManualBuilds;
import dev.slipway.service.repository.CreateRepository;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryCatalog;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.repository.Webhooks;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The pages about repositories. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
class RepositoryPages {

  private static final int PER_PAGE = 50;
  private static final int BUILDS_SHOWN = 30;

  private final Access access;
  private final RepositoryCatalog catalog;
  private final CreateRepository create;
  private final RepositoryDrafts drafts;
  private final Webhooks webhooks;
  private final BuildQueries builds;
  private final RequestManualBuilds manualBuilds;

  RepositoryPages(
      Access access,
      RepositoryCatalog catalog,
      CreateRepository create,
      RepositoryDrafts drafts,
      Webhooks webhooks,
      BuildQueries builds,
      RequestManualBuilds manualBuilds) {
    this.access = access;
    this.catalog = catalog;
    this.create = create;
    this.drafts = drafts;
    this.webhooks = webhooks;
    this.builds = builds;
    this.manualBuilds = manualBuilds;
  }

  /** A repository in the list, with its newest build. */
  record Row(Repository repository, @Nullable BuildView build) {}

  /** What the actor may do on a repository's page. */
  record Rights(boolean details, boolean build) {}

  @GET
  @Operation(hidden = true)
  public TemplateInstance dashboard(@QueryParam("cursor") @Nullable String cursor) {
    Page<Repository> page = catalog.visibleTo(access.actor(), cursor, PER_PAGE);
    Map<UUID, BuildView> latest =
        builds.latestOf(page.items().stream().map(Repository::id).toList());
    List<Row> rows =
        page.items().stream()
            .map(repository -> new Row(repository, latest.get(repository.id())))
            .toList();
    return Templates.dashboard(new Page<>(rows, page.next()));
  }

  @GET
  @Path("repositories/new")
  @Operation(hidden = true)
  public TemplateInstance form() {
    RepositoryForm empty = new RepositoryForm();
    if (access.actor() instanceof Actor.User user) {
      empty.name = user.name() + "/";
    }
    return Templates.form(empty, null);
  }

  @POST
  @Path("repositories/new")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response create(@BeanParam RepositoryForm form) throws SourceUnreachableException {
    try {
      CreateRepository.Created created = create.create(drafts.forNew(form.toDocument()));
      return page(201, secret(created.repository(), created.hook()));
    } catch (InvalidInputException e) {
      return page(422, Templates.form(form, new FormError(e)));
    } catch (ConflictException e) {
      return page(409, Templates.form(form, new FormError("name", String.valueOf(e.getMessage()))));
    }
  }

  @GET
  @Path("repositories/{namespace}/{name}")
  @Operation(hidden = true)
  public TemplateInstance repository(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.READ_REPOSITORY);
    Rights rights =
        new Rights(
            access.allows(repository, Action.READ_BUILD_DETAILS),
            access.allows(repository, Action.BUILD));
    return Templates.repository(
        repository,
        rights,
        webhooks.urlFor(repository).orElse(null),
        builds.ofRepository(repository.id(), null, BUILDS_SHOWN));
  }

  @POST
  @Path("repositories/{namespace}/{name}/builds")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response build(
      @BeanParam RepositoryPath path,
      @FormParam("type") @Nullable String type,
      @FormParam("ref") @Nullable String ref) {
    Repository repository = access.repository(path.name(), Action.BUILD);
    RefType refType = Fields.required("type", type, RefType::parse);
    RefName name = Fields.required("ref", ref, text -> new RefName(refType, text.strip()));
    List<UUID> made = manualBuilds.request(repository, name, access.actor().displayName());
    String page = "/repositories/" + repository.name();
    return Response.seeOther(URI.create(made.size() == 1 ? page + "/builds/" + made.get(0) : page))
        .build();
  }

  @POST
  @Path("repositories/{namespace}/{name}/hook/regenerate")
  @Operation(hidden = true)
  public Response regenerate(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    return page(200, secret(repository, webhooks.regenerate(path.name())));
  }

  private TemplateInstance secret(Repository repository, Webhook hook) {
    return Templates.secret(repository, webhooks.url(repository, hook.id()), hook.secret());
  }

  private static Response page(int status, TemplateInstance page) {
    return Response.status(status)
        .entity(page)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** What is wrong with the form. */
  record FormError(String field, String message) {

    FormError(InvalidInputException e) {
      this(e.field(), String.valueOf(e.getMessage()));
    }
  }

  @CheckedTemplate(basePath = "repository")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance dashboard(Page<Row> page);

    static native TemplateInstance form(RepositoryForm form, @Nullable FormError error);

    static native TemplateInstance repository(
        Repository repository, Rights rights, @Nullable String hookUrl, List<BuildView> builds);

    static native TemplateInstance secret(Repository repository, String url, String secret);
  }
}
