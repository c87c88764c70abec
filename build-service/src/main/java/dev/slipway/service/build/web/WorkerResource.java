package dev.slipway.service.build.web;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.WorkerProtocol;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.build.BuildSettings;
import dev.slipway.service.build.ClaimBuild;
import dev.slipway.service.build.FindReusable;
import dev.slipway.service.build.GrantPermit;
import dev.slipway.service.build.RenewLease;
import dev.slipway.service.build.WorkerAnswer;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link WorkerProtocol}: what workers ask for the builds they run. */
@Path(WorkerProtocol.BASE_PATH + "/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class WorkerResource {

  private final Access access;
  private final ClaimBuild claimBuild;
  private final RenewLease renewLease;
  private final FindReusable findReusable;
  private final GrantPermit grantPermit;
  private final PermitQueue permitQueue;

  WorkerResource(
      Access access,
      ClaimBuild claimBuild,
      RenewLease renewLease,
      FindReusable findReusable,
      GrantPermit grantPermit,
      BuildSettings settings) {
    this.access = access;
    this.claimBuild = claimBuild;
    this.renewLease = renewLease;
    this.findReusable = findReusable;
    this.grantPermit = grantPermit;
    this.permitQueue = new PermitQueue(settings.permitWait());
  }

  @POST
  @Path("claim")
  public Response claim(@PathParam("id") UUID id, WorkerProtocol.@Nullable Claim claim) {
    requireWorker();
    return response(claimBuild.claim(id, present(claim)));
  }

  @POST
  @Path("heartbeat")
  public Response heartbeat(
      @PathParam("id") UUID id, WorkerProtocol.@Nullable Heartbeat heartbeat) {
    requireWorker();
    return response(renewLease.renew(id, present(heartbeat)));
  }

  /** 204 when there is nothing to reuse. */
  @POST
  @Path("reuse")
  public Response reuse(@PathParam("id") UUID id, WorkerProtocol.@Nullable ReuseQuery query) {
    requireWorker();
    WorkerProtocol.ReuseQuery wanted = present(query);
    CommitSha unused = Fields.required("commit", wanted.commit(), CommitSha::new);
    Digest inputs = Fields.required("inputs", wanted.inputs(), Digest::new);
    return response(findReusable.find(id, wanted, inputs));
  }

  /** Waits, without holding a thread, while an older build writes the same tags. */
  @POST
  @Path("permit")
  public Uni<Response> permit(
      @PathParam("id") UUID id, WorkerProtocol.@Nullable PermitRequest request) {
    requireWorker();
    WorkerProtocol.PermitRequest wanted = present(request);
    return permitQueue
        .answer(() -> grantPermit.grant(id, wanted))
        .map(WorkerResource::response)
        .onFailure(IllegalArgumentException.class)
        .transform(e -> new InvalidInputException("digest", String.valueOf(e.getMessage())));
  }

  private void requireWorker() {
    if (!(access.actor() instanceof Actor.Worker)) {
      throw new ForbiddenActionException("only workers may use the internal API");
    }
  }

  private static <T> T present(@Nullable T body) {
    if (body == null) {
      throw new InvalidInputException("", "the body is missing");
    }
    return body;
  }

  private static Response response(WorkerAnswer<?> answer) {
    if (answer instanceof WorkerAnswer.Granted<?> granted) {
      return Response.ok(granted.value()).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
    if (answer instanceof WorkerAnswer.Nothing<?>) {
      return Response.noContent().build();
    }
    if (answer instanceof WorkerAnswer.Later<?> later) {
      return Response.accepted(later.deferral()).build();
    }
    if (answer instanceof WorkerAnswer.Refused<?> refused) {
      return Response.status(Response.Status.CONFLICT).entity(refused.refusal()).build();
    }
    if (answer instanceof WorkerAnswer.NotYet<?> notYet) {
      return Problem.of(503, notYet.reason()).toResponse();
    }
    return Problem.of(404, "there is no such build").toResponse();
  }
}
