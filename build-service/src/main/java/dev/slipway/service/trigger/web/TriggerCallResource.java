package dev.slipway.service.trigger.web;

import dev.slipway.service.trigger.CallAnswer;
import dev.slipway.service.trigger.CallTrigger;
import dev.slipway.service.trigger.FollowTriggered;
import dev.slipway.service.trigger.TriggeredBuild;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The build-trigger URLs themselves, as Docker Hub had them. The token in the path is the only
 * credential; whoever lacks it learns nothing, not even whether the repository is there.
 */
@Path("/api/build/v1/source/{uuid}/trigger/{token}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Triggers")
class TriggerCallResource {

  private final CallTrigger callTrigger;
  private final FollowTriggered follow;

  TriggerCallResource(CallTrigger callTrigger, FollowTriggered follow) {
    this.callTrigger = callTrigger;
    this.follow = follow;
  }

  @POST
  @Path("call")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "Call a build trigger",
      description =
          "Body: empty, build=true as a form, or JSON: {\"build\":true},"
              + " {\"docker_tag\":\"…\"}, {\"source_type\":\"Branch|Tag\",\"source_name\":\"…\"}."
              + " A form is answered with the text OK.")
  @RequestBody(content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "200",
      description = "The builds, one entry each; empty when no rule builds what was asked for",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = TriggeredBuild.class)))
  @APIResponse(responseCode = "404", description = "No trigger has this URL")
  @APIResponse(responseCode = "429", description = "Called too often; Retry-After says when again")
  public Response call(
      @PathParam("uuid") String repository,
      @PathParam("token") String token,
      @Context HttpServerRequest request,
      byte @Nullable [] body) {
    String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    return response(
        callTrigger.call(new CallTrigger.Call(repository, token, address(request), text)));
  }

  @GET
  @Path("builds/{id}")
  @Operation(
      summary = "How a build stands that this trigger made",
      description = "For scripts that have the trigger's URL and no other credential.")
  public Response build(
      @PathParam("uuid") String repository,
      @PathParam("token") String token,
      @PathParam("id") String id) {
    Optional<FollowTriggered.Progress> progress = follow.progress(repository, token, id);
    return progress.isPresent()
        ? Response.ok(progress.get()).header(HttpHeaders.CACHE_CONTROL, "no-store").build()
        : Problem.of(404, "there is no such build of a trigger with this URL").toResponse();
  }

  private static Response response(CallAnswer answer) {
    if (answer instanceof CallAnswer.Done done) {
      return done.isForm()
          ? Response.ok("OK", MediaType.TEXT_PLAIN_TYPE).build()
          : Response.ok(done.entries(), MediaType.APPLICATION_JSON_TYPE).build();
    }
    if (answer instanceof CallAnswer.Refused refused) {
      return refused.problem().toResponse();
    }
    Response problem = Problem.of(answer.status(), answer.result()).toResponse();
    return answer instanceof CallAnswer.TooOften often
        ? Response.fromResponse(problem).header(HttpHeaders.RETRY_AFTER, often.retryAfter()).build()
        : problem;
  }

  /**
   * The connection's other end; what a proxy says instead counts where the operator told the HTTP
   * server to believe it ({@code quarkus.http.proxy.*}).
   */
  private static String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }
}
