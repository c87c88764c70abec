package dev.slipway.service.worker.web;

import dev.slipway.core.protocol.WorkerProtocol;
import dev.slipway.core.protocol.WorkerProtocol.Presence;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.RequestBody;
import dev.slipway.service.worker.SeenWorker;
import dev.slipway.service.worker.SeenWorkers;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link WorkerProtocol}: workers tell that they are there. */
@Path(WorkerProtocol.WORKERS_PATH + "/{workerId}")
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
class PresenceResource {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_VERSION = 100;
  private static final int MOST_SLOTS = 10_000;
  private static final int MOST_ENGINES = 20;

  private final Access access;
  private final SeenWorkers workers;
  private final Clock clock;

  PresenceResource(Access access, SeenWorkers workers, Clock clock) {
    this.access = access;
    this.workers = workers;
    this.clock = clock;
  }

  @PUT
  public void present(@PathParam("workerId") String workerId, @Nullable Presence presence) {
    if (!(access.actor() instanceof Actor.Worker)) {
      throw new ForbiddenActionException("only workers may use the internal API");
    }
    workers.saw(worker(workerId, RequestBody.required(presence)));
  }

  private SeenWorker worker(String id, Presence told) {
    Instant now = clock.instant();
    int slots = within("slots", told.slots(), MOST_SLOTS);
    return new SeenWorker(
        Fields.text("workerId", id, LONGEST_ID),
        Fields.nullable("cacheId", told.cacheId(), LONGEST_ID),
        slots,
        within("free", told.free(), slots),
        Fields.text("version", told.version(), LONGEST_VERSION),
        engines(told.engines()),
        now,
        now);
  }

  private static int within(String field, int number, int most) {
    if (number < 0 || number > most) {
      throw new InvalidInputException(field, "must lie between 0 and " + most);
    }
    return number;
  }

  private static List<String> engines(List<String> given) {
    if (given.size() > MOST_ENGINES) {
      throw new InvalidInputException("engines", "there are up to " + MOST_ENGINES);
    }
    return given.stream().map(name -> Fields.text("engines", name, LONGEST_VERSION)).toList();
  }
}
