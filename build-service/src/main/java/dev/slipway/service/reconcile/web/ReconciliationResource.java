package dev.slipway.service.reconcile.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.reconcile.Reconciliation;
import dev.slipway.service.reconcile.Reconciliations.Seen;
import dev.slipway.service.reconcile.ShowReconciliation;
import dev.slipway.service.repository.web.RepositoryPath;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether a repository's remote is where deliveries told, over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Reconciliation")
class ReconciliationResource {

  private final Access access;
  private final ShowReconciliation show;

  ReconciliationResource(Access access, ShowReconciliation show) {
    this.access = access;
    this.show = show;
  }

  @GET
  @Operation(summary = "How the comparison of the remote with what deliveries told stands")
  public ReconciliationView get(@BeanParam RepositoryPath path) {
    return ReconciliationView.of(
        show.show(access.repository(path.name(), Action.READ_BUILD_DETAILS).id()));
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Look at the remote now",
      description = "Within a second or two; what differs is built at once.")
  public Response runNow(@BeanParam RepositoryPath path) {
    return Response.accepted(
            ReconciliationView.of(show.runNow(access.repository(path.name(), Action.BUILD).id())))
        .build();
  }

  /** The state. */
  @Schema(name = "Reconciliation")
  record ReconciliationView(
      @Schema(description = "waiting for the first look, ok, or failing") String state,
      @Schema(description = "The first look; what the remote had then is not built")
          @Nullable Instant baselineAt,
      @Nullable Instant lookedAt,
      Instant nextLookAt,
      @Schema(description = "How many looks in a row failed") int failures,
      @Schema(description = "Why the last look failed") @Nullable String problem,
      @Schema(description = "Refs that are elsewhere than told, and wait for a second look")
          List<DifferenceView> differences) {

    static ReconciliationView of(ShowReconciliation.Shown shown) {
      Reconciliation state = shown.reconciliation();
      return new ReconciliationView(
          state.failures() > 0 ? "failing" : state.baselineAt() == null ? "waiting" : "ok",
          state.baselineAt(),
          state.lookedAt(),
          state.nextLookAt(),
          state.failures(),
          state.problem(),
          shown.differences().stream().map(DifferenceView::of).toList());
    }
  }

  /** A ref that differs. */
  @Schema(name = "ReconciliationDifference")
  record DifferenceView(
      String type,
      String ref,
      @Schema(description = "Where it is; null when it is gone") @Nullable String commit,
      Instant since) {

    static DifferenceView of(Seen seen) {
      return new DifferenceView(
          seen.ref().type().wireName(), seen.ref().name(), seen.commit(), seen.since());
    }
  }
}
