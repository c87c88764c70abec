package dev.slipway.service.baseimage.hook.web;

import dev.slipway.service.baseimage.hook.HookKind;
import dev.slipway.service.baseimage.hook.ReceiveEvent;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Where registries send their events. The token is in the path or, for kinds that can send one, in
 * the {@code Authorization} header, bare or as bearer. Bodies are bounded before they come here.
 */
@Path("/registry-hooks/{kind}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "Registry hooks")
class RegistryEventsResource {

  private static final String BEARER = "Bearer ";
  private static final byte[] NOTHING = {};

  private final ReceiveEvent events;

  RegistryEventsResource(ReceiveEvent events) {
    this.events = events;
  }

  record Taken(List<String> images) {}

  @POST
  @Path("{token}")
  @Operation(
      summary = "An event of a registry",
      description = "Answers 202 with the images that were understood to be pushed.")
  public Response withToken(
      @PathParam("kind") String kind, @PathParam("token") String token, byte @Nullable [] body) {
    return receive(kind, token, body);
  }

  @POST
  @Operation(
      summary = "An event of a registry that sends the token as Authorization header",
      description = "For the kinds distribution and harbor.")
  public Response withHeader(
      @PathParam("kind") String kind,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      byte @Nullable [] body) {
    boolean sends =
        Arrays.stream(HookKind.values())
            .anyMatch(known -> known.sendsHeader() && known.wireName().equals(kind));
    if (!sends || authorization == null) {
      throw ReceiveEvent.unknown();
    }
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String token = bearer ? authorization.substring(BEARER.length()) : authorization;
    return receive(kind, token.strip(), body);
  }

  private Response receive(String kind, String token, byte @Nullable [] body) {
    ReceiveEvent.Outcome outcome = events.receive(kind, token, body == null ? NOTHING : body);
    if (outcome instanceof ReceiveEvent.Outcome.TooMany tooMany) {
      long seconds = Math.max(1, tooMany.retryIn().toSeconds() + 1);
      return Response.fromResponse(
              Problem.of(429, "this hook has had too many events; try again in " + seconds + " s")
                  .toResponse())
          .header(HttpHeaders.RETRY_AFTER, seconds)
          .build();
    }
    List<String> images =
        outcome instanceof ReceiveEvent.Outcome.Taken taken ? taken.images() : List.of();
    return Response.accepted(new Taken(images)).build();
  }
}
