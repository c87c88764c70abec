package dev.slipway.service.build.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.CancelBuild;
import dev.slipway.service.build.RetryBuild;
import dev.slipway.service.image.DescribeImage;
import dev.slipway.service.log.LogTail;
import dev.slipway.service.log.ReadLogTail;
import dev.slipway.service.repository.Repository;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A build's page. It works without scripts; with them, log and state move by themselves. */
@Path("/repositories/{namespace}/{name}/builds/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
class BuildPages {

  private final VisibleBuilds visible;
  private final Access access;
  private final ReadLogTail readLogTail;
  private final DescribeImage describeImage;
  private final CancelBuild cancelBuild;
  private final RetryBuild retryBuild;

  BuildPages(
      VisibleBuilds visible,
      Access access,
      ReadLogTail readLogTail,
      DescribeImage describeImage,
      CancelBuild cancelBuild,
      RetryBuild retryBuild) {
    this.visible = visible;
    this.access = access;
    this.readLogTail = readLogTail;
    this.describeImage = describeImage;
    this.cancelBuild = cancelBuild;
    this.retryBuild = retryBuild;
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance show(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("id") UUID id) {
    Repository repository = visible.repository(namespace, name, Action.READ_REPOSITORY);
    BuildView build = build(repository, id, Action.READ_REPOSITORY);
    boolean mayReadLog = access.allows(repository, Action.READ_BUILD_DETAILS);
    LogTail log = mayReadLog ? readLogTail.read(id) : LogTail.NOTHING;
    return Templates.build(
        new BuildPage(
            build,
            describeImage.describe(id).orElse(null),
            access.allows(repository, Action.BUILD),
            mayReadLog,
            log.text(),
            log.cut(),
            log.end()));
  }

  @POST
  @Path("cancel")
  @Operation(hidden = true)
  public Response cancel(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("id") UUID id) {
    BuildView build = build(namespace, name, id);
    cancelBuild.cancel(id, access.actor().displayName());
    return seeOther(build.repository(), id);
  }

  @POST
  @Path("retry")
  @Operation(hidden = true)
  public Response retry(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("id") UUID id) {
    BuildView build = build(namespace, name, id);
    UUID made = retryBuild.retry(id, access.actor().displayName()).buildId();
    return seeOther(build.repository(), made == null ? id : made);
  }

  private BuildView build(String namespace, String name, UUID id) {
    return build(visible.repository(namespace, name, Action.BUILD), id, Action.BUILD);
  }

  /** The build has to be one of the repository that the path names. */
  private BuildView build(Repository repository, UUID id, Action action) {
    BuildView build = visible.build(id, action);
    if (!build.repository().equals(repository.name().toString())) {
      throw new NoSuchThingException("there is no such build");
    }
    return build;
  }

  private static Response seeOther(String repository, UUID id) {
    return Response.seeOther(URI.create("/repositories/" + repository + "/builds/" + id)).build();
  }

  @CheckedTemplate(basePath = "BuildPages")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance build(BuildPage page);
  }
}
