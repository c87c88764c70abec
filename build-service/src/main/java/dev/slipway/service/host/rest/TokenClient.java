package dev.slipway.service.host.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth token endpoint (RFC 6749, section 3.2), at the client's base address. Bodies come as
 * streams, because errors have one too.
 */
@Path("")
@RegisterRestClient(configKey = "slipway-oauth-token")
interface TokenClient {

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  RestResponse<InputStream> token(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, Form form);
}
