package dev.slipway.service.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Turns the framework's own errors on API paths (malformed JSON, wrong media type, wrong method)
 * into problem JSON, and those that would be an empty page into one with words. It leaves every
 * other path alone, and what a resource answered itself, because filters are global and other
 * modules answer on the same server.
 */
final class FrameworkErrorFilter {

  @ServerResponseFilter
  public void filter(
      ContainerRequestContext request,
      ContainerResponseContext response,
      @Nullable Throwable failure) {
    boolean answeredByResource = failure == null && response.hasEntity();
    if (response.getStatus() < 400
        || answeredByResource
        || response.getEntity() instanceof Problem) {
      return;
    }
    String path = request.getUriInfo().getRequestUri().getPath();
    if (ApiPaths.isApi(path)) {
      Problem problem = problem(request, response.getStatus(), failure);
      response.setStatus(problem.status());
      response.setEntity(problem, null, MediaType.valueOf(Problem.MEDIA_TYPE));
    } else if (!response.hasEntity()
        && ErrorPages.wanted(path, request.getHeaderString(HttpHeaders.ACCEPT))) {
      Problem problem = problem(request, response.getStatus(), failure);
      response.setEntity(
          ErrorPages.render(problem), null, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
    }
  }

  private static Problem problem(
      ContainerRequestContext request, int status, @Nullable Throwable failure) {
    JsonProcessingException malformed = jsonProblem(failure);
    return malformed == null
        ? Problem.of(status, detail(status, request))
        : Problem.of(400, position(malformed), field(malformed), null);
  }

  private static String detail(int status, ContainerRequestContext request) {
    return switch (status) {
      case 404 -> "there is nothing at this path; /q/openapi describes what there is";
      case 405 -> request.getMethod() + " is not possible here; /q/openapi describes what is";
      case 406 -> "this can't be answered in a media type of the request's Accept header";
      case 413 ->
          "the body is larger than "
              + BodyLimits.largest(request.getUriInfo().getRequestUri().getPath())
              + " bytes";
      case 415 ->
          "the body's media type is not understood here; send Content-Type: application/json";
      case 500 -> "something went wrong inside Slipway; its log says what";
      default -> "the request was refused";
    };
  }

  private static @Nullable JsonProcessingException jsonProblem(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }

  /** Says where, and never repeats the text there: it may be a secret. */
  private static String position(JsonProcessingException malformed) {
    String what =
        malformed instanceof JsonMappingException
            ? "the JSON body doesn't have the shape that is expected here"
            : "the body is not valid JSON";
    JsonLocation at = malformed.getLocation();
    return at == null ? what : what + ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static @Nullable String field(JsonProcessingException malformed) {
    if (!(malformed instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return null;
    }
    return mapping.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
