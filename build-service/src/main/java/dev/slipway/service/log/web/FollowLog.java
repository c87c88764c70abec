package dev.slipway.service.log.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.build.BuildChanges;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.log.LogChunk;
import dev.slipway.service.log.LogSettings;
import dev.slipway.service.log.Logs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Streams a build's log as far as the client takes it: the next pieces are read when the last ones
 * are written, so a slow client costs neither memory nor a thread.
 */
@ApplicationScoped
class FollowLog {

  /** At most some 256 KiB at once. */
  private static final int PIECES = 4;

  private final Logs logs;
  private final BuildQueries builds;
  private final BuildChanges changes;
  private final LogSettings settings;
  private final ObjectMapper json;

  FollowLog(
      Logs logs,
      BuildQueries builds,
      BuildChanges changes,
      LogSettings settings,
      ObjectMapper json) {
    this.logs = logs;
    this.builds = builds;
    this.changes = changes;
    this.settings = settings;
    this.json = json;
  }

  Multi<OutboundSseEvent> follow(UUID id, long offset, Sse sse) {
    return Multi.createBy()
        .repeating()
        .uni(() -> new Reader(id, offset, sse), this::step)
        .whilst(step -> !step.last())
        .onItem()
        .transformToMultiAndConcatenate(step -> Multi.createFrom().iterable(step.events()));
  }

  /** What is new, or after a while without news a comment that keeps the connection. */
  private Uni<Step> step(Reader reader) {
    CompletableFuture<Void> news = changes.next(reader.id, settings.poll());
    return Uni.createFrom()
        .item(reader::read)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            step ->
                step.events().isEmpty()
                    ? Uni.createFrom().completionStage(news).replaceWith(reader::quiet)
                    : Uni.createFrom().item(step));
  }

  /**
   * @param events to send
   * @param last whether nothing follows
   */
  private record Step(List<OutboundSseEvent> events, boolean last) {}

  /** One client's place in the log. Its steps follow each other. */
  private final class Reader {

    private final UUID id;
    private final Sse sse;
    private long offset;
    private @Nullable String lastState;

    Reader(UUID id, long offset, Sse sse) {
      this.id = id;
      this.offset = offset;
      this.sse = sse;
    }

    /** The state is read before the log: so the log is complete when the state is final. */
    Step read() {
      Optional<BuildView> build = builds.byId(id).map(BuildQueries.Found::build);
      if (build.isEmpty()) {
        return new Step(List.of(event("end", Map.of("state", "deleted"))), true);
      }
      List<LogChunk> pieces = logs.read(id, offset, PIECES);
      List<OutboundSseEvent> events = new ArrayList<>();
      for (LogChunk piece : pieces) {
        offset = piece.end();
        events.add(event("log", Map.of("text", piece.text())));
      }
      boolean last = build.get().over() && pieces.isEmpty();
      addState(build.get(), events);
      if (last) {
        events.add(event("end", Map.of("state", build.get().state())));
      }
      return new Step(events, last);
    }

    Step quiet() {
      return new Step(List.of(sse.newEventBuilder().comment("no news").build()), false);
    }

    /** A final state is told only behind the whole log. */
    private void addState(BuildView build, List<OutboundSseEvent> events) {
      String state = build.state() + " " + build.attempt() + " " + build.reason();
      boolean logFollows = build.over() && !events.isEmpty();
      if (!state.equals(lastState) && !logFollows) {
        lastState = state;
        events.add(
            event(
                "state",
                Map.of(
                    "state", build.state(),
                    "reason", build.reason(),
                    "attempt", build.attempt(),
                    "final", build.over())));
      }
    }

    private OutboundSseEvent event(String name, Map<String, ?> data) {
      return sse.newEventBuilder()
          .name(name)
          .id(String.valueOf(offset))
          .data(String.class, write(data))
          .build();
    }
  }

  /** JSON, because bare text can't carry a carriage return. */
  private String write(Map<String, ?> data) {
    try {
      return json.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can't be written as JSON", e);
    }
  }
}
