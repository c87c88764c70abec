package dev.slipway.service.worker.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.worker.SeenWorker;
import dev.slipway.service.worker.SeenWorkers;
import dev.slipway.service.worker.WorkerSettings;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The workers over REST. */
@Path("/api/v1/workers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class WorkersResource {

  private final SignedIn signedIn;
  private final SeenWorkers workers;
  private final WorkerSettings settings;
  private final Clock clock;

  WorkersResource(SignedIn signedIn, SeenWorkers workers, WorkerSettings settings, Clock clock) {
    this.signedIn = signedIn;
    this.workers = workers;
    this.settings = settings;
    this.clock = clock;
  }

  @GET
  @Operation(summary = "The workers that were heard of lately, by id; for administrators")
  public Page<WorkerView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Actor.User unused = signedIn.administrator();
    int size = Paging.size(limit);
    Instant aliveSince = clock.instant().minus(settings.alive());
    Page<SeenWorker> page = Paging.page(workers.list(cursor, size + 1), size, SeenWorker::id);
    return new Page<>(
        page.items().stream().map(worker -> WorkerView.of(worker, aliveSince)).toList(),
        page.next());
  }
}
