package dev.slipway.registry.web;

import dev.slipway.registry.RegistryException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;

/** Answers refusals in the form of the distribution specification ("Error Codes"). */
@Provider
public final class ErrorResponses implements ExceptionMapper<RegistryException> {

  record Errors(List<Problem> errors) {}

  record Problem(String code, String message, Map<String, String> detail) {}

  @Override
  public Response toResponse(RegistryException exception) {
    Problem problem =
        new Problem(exception.code().name(), String.valueOf(exception.getMessage()), Map.of());
    Response.ResponseBuilder response =
        Response.status(exception.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(Json.bytes(new Errors(List.of(problem))));
    exception.headers().forEach(response::header);
    return response.build();
  }
}
