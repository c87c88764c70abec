package dev.slipway.registry.web;

import dev.slipway.registry.access.Caller;
import dev.slipway.registry.access.Gate;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/}: says that this is a registry. Clients ask it first to learn how to sign in, so
 * it wants credentials even where pulling needs none; they go on without after its 401.
 */
@Path("/v2")
@RegistryApi
@Blocking
public final class BaseResource {

  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Gate gate;

  @Inject
  BaseResource(Gate gate) {
    this.gate = gate;
  }

  @GET
  public Response check(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    if (gate.identify(authorization) instanceof Caller.Anonymous) {
      throw Caller.challenge("sign in, or pull what is public without");
    }
    return Response.ok(EMPTY_OBJECT, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
