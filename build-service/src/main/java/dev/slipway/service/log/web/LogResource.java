package dev.slipway.service.log.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.log.LogChunk;
import dev.slipway.service.log.Logs;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A build's log: as text, or as it grows. */
@Path("/api/v1/builds/{id}/log")
@Blocking
class LogResource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int PIECES = 16;

  private final VisibleBuilds visible;
  private final Logs logs;
  private final FollowLog followLog;

  LogResource(VisibleBuilds visible, Logs logs, FollowLog followLog) {
    this.visible = visible;
    this.logs = logs;
    this.followLog = followLog;
  }

  /** The log so far, from a byte offset on or a range of it. */
  @GET
  @Produces({MediaType.TEXT_PLAIN, MediaType.WILDCARD})
  public Response text(
      @PathParam("id") UUID id,
      @QueryParam("offset") @Nullable String offset,
      @HeaderParam("Range") @Nullable String range) {
    visible.build(id, Action.READ_BUILD_DETAILS);
    LogPart part = LogPart.of(logs.size(id), number(offset), range);
    Response.ResponseBuilder answer =
        switch (part.kind()) {
          case UNSATISFIABLE ->
              Response.fromResponse(
                      Problem.of(416, "the log has only " + part.total() + " bytes").toResponse())
                  .header("Content-Range", part.contentRange());
          case RANGE ->
              Response.status(Response.Status.PARTIAL_CONTENT)
                  .entity(bytes(id, part))
                  .header("Content-Range", part.contentRange());
          case REST -> Response.ok(bytes(id, part));
        };
    if (part.kind() != LogPart.Kind.UNSATISFIABLE) {
      answer.type(TEXT).header("Content-Length", part.length());
    }
    return answer.header("Accept-Ranges", "bytes").header("Cache-Control", "no-cache").build();
  }

  /**
   * The log as it grows: events {@code log} with {@code {"text":…}}, whose id is the byte offset
   * after the text; {@code state} with the state and its reason at each change; {@code end} when
   * nothing follows. It goes on after the event id that a client had last, or at an offset.
   */
  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> stream(
      @PathParam("id") UUID id,
      @QueryParam("offset") @Nullable String offset,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @Context Sse sse) {
    visible.build(id, Action.READ_BUILD_DETAILS);
    Long resume = number(lastEventId);
    Long start = resume == null ? number(offset) : resume;
    return followLog.follow(id, start == null ? 0 : Math.max(0, start), sse);
  }

  private StreamingOutput bytes(UUID id, LogPart part) {
    return output -> write(id, part, output);
  }

  private void write(UUID id, LogPart part, OutputStream output) throws IOException {
    long at = part.from();
    while (at < part.to()) {
      List<LogChunk> pieces = logs.read(id, at, PIECES);
      if (pieces.isEmpty()) {
        throw new IOException("the log of build " + id + " ended before its end");
      }
      for (LogChunk piece : pieces) {
        int length = (int) Math.max(0, Math.min(piece.content().length, part.to() - at));
        output.write(piece.content(), 0, length);
        at += length;
      }
    }
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("offset", "must be a number of bytes");
    }
  }
}
